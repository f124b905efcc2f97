/** Makes spans of calls, and sends them. */
package dev.tollgate.tracing.internal;
