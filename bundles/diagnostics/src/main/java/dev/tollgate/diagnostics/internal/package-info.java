/** What operators see without asking: the report of whether the server came up. */
package dev.tollgate.diagnostics.internal;
