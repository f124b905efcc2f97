/**
 * Traces of OpenTelemetry. Spans are made where calls of plugins are seen, and sent by a thread of their own; {@link dev.tollgate.tracing.SpanCounts}
 * says what became of them.
 */
@Export
@Version("1.0.0")
package dev.tollgate.tracing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
