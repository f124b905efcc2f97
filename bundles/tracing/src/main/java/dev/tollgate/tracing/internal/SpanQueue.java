package dev.tollgate.tracing.internal;

import dev.tollgate.limits.Refusals;
import dev.tollgate.tracing.SpanCounts;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Spans on their way to the collector. Whoever ends a span puts it here and goes on, also where there is no room for it; one thread takes them
 * out, many at a time. (The SDK's own queue uses {@code sun.misc.Unsafe}.)
 */
final class SpanQueue implements SpanProcessor, SpanCounts {
    static final int BATCH = 512;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Sends spans. */
    interface Sender {
        void take(List<SpanData> spans) throws IOException;
    }

    private final BlockingQueue<ReadableSpan> waiting;
    private final Sender collector;
    private final Refusals failures;
    private final LongAdder sent = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final Thread thread = new Thread(this::run, "tollgate-traces");
    private volatile boolean closed;

    SpanQueue(int most, Sender collector, Refusals failures) {
        this.waiting = new ArrayBlockingQueue<>(most);
        this.collector = collector;
        this.failures = failures;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only what has ended is sent.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        if (span.getSpanContext().isSampled() && (closed || !waiting.offer(span))) {
            dropped.increment();
        }
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public long sent() {
        return sent.sum();
    }

    @Override
    public long dropped() {
        return dropped.sum();
    }

    private void run() {
        List<ReadableSpan> batch = new ArrayList<>(BATCH);
        try {
            while (!closed || !waiting.isEmpty()) {
                ReadableSpan first = waiting.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch, BATCH - 1);
                    send(batch);
                    batch.clear();
                }
            }
        } catch (InterruptedException stopped) {
            dropped.add(waiting.size());
        }
    }

    private void send(List<ReadableSpan> batch) {
        try {
            collector.take(batch.stream().map(ReadableSpan::toSpanData).toList());
            sent.add(batch.size());
        } catch (IOException | RuntimeException | LinkageError failed) {
            dropped.add(batch.size());
            failures.add("batches of spans", failed.toString());
        }
    }

    /** Sends what waits, for so long. */
    void close(Duration patience) {
        closed = true;
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        failures.close();
    }

    @Override
    public CompletableResultCode shutdown() {
        return CompletableResultCode.ofSuccess();
    }
}
