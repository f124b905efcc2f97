package dev.tollgate.tracing.internal;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/** A queue that outlives the provider of its spans. */
record Lent(SpanQueue queue) implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        queue.onStart(parent, span);
    }

    @Override
    public boolean isStartRequired() {
        return queue.isStartRequired();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        queue.onEnd(span);
    }

    @Override
    public boolean isEndRequired() {
        return queue.isEndRequired();
    }
}
