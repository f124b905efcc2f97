package dev.tollgate.tracing.internal;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header of W3C Trace Context, version 00 (https://www.w3.org/TR/trace-context/). */
final class Traceparent {
    private static final Pattern SHAPE = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private Traceparent() {
    }

    /** Empty where there is no trace. */
    static Optional<String> of(SpanContext span) {
        return span.isValid() ? Optional.of("00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex()) : Optional.empty();
    }

    /** Empty where it is none. */
    static Optional<SpanContext> parse(String header) {
        Matcher match = SHAPE.matcher(header);
        if (!match.matches() || !TraceId.isValid(match.group(1)) || !SpanId.isValid(match.group(2))) {
            return Optional.empty();
        }
        return Optional.of(SpanContext.createFromRemoteParent(match.group(1), match.group(2), TraceFlags.fromHex(match.group(3), 0),
                TraceState.getDefault()));
    }
}
