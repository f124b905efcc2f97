/** What happens in the host, as events of EventAdmin; docs/EVENTS.md says which. */
package dev.tollgate.diagnostics.internal.event;
