package dev.tollgate.limits;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Charges one invocation. Fuel is handed out in slices: within a slice a charge is one subtraction, and where a slice
 * runs out the deadline is looked at, so that one check covers both and no watchdog thread is needed. A slice adapts to
 * last about a millisecond, and is never so large that dear instructions stretch it much. Whatever trips first throws {@link Tripped}; how much fuel is left then does not depend on
 * how it was sliced.
 *
 * <p>Used by one thread at a time.
 */
public final class Meter {
    private static final int FIRST_SLICE = 1_000;
    private static final int LARGEST_SLICE = 50_000;
    private static final long SHORT_SLICE_NANOS = 500_000;
    private static final long LONG_SLICE_NANOS = 1_000_000;

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final long started;
    private final long deadline;
    private final Map<String, Integer> calls = new TreeMap<>();

    private long slice;
    private long handedOut;
    private int sliceSize = FIRST_SLICE;
    private long sliceStarted;
    private int depth;
    private int hostCalls;

    /** Starts now: the deadline runs from this moment. */
    public Meter(Limits limits, LongSupplier nanoTime) {
        this(limits, nanoTime, nanoTime.getAsLong());
    }

    /** The deadline runs from {@code started} on: what came before the guest is part of the invocation. */
    public Meter(Limits limits, LongSupplier nanoTime, long started) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.started = started;
        this.deadline = started + limits.deadline().toNanos();
        this.sliceStarted = nanoTime.getAsLong();
    }

    /** Pays {@code units} of fuel, before what they pay for is done. */
    public void charge(long units) {
        slice -= units;
        if (slice < 0) {
            refill();
        }
    }

    /** A guest function is entered. */
    public void enter() {
        if (depth >= limits.callDepth()) {
            throw new Tripped(Limit.CALL_DEPTH, limits.callDepth(), depth + 1L);
        }
        depth++;
    }

    /** A guest function is left, by whatever way. */
    public void leave() {
        depth--;
    }

    /** A host function of {@code gate} is called, which is one of the invocation's host calls. */
    public void hostCall(String gate) {
        if (hostCalls >= limits.hostCalls()) {
            throw new Tripped(Limit.HOST_CALLS, limits.hostCalls(), hostCalls + 1L);
        }
        hostCalls++;
        calls.merge(gate, 1, Integer::sum);
        checkDeadline(nanoTime.getAsLong());
    }

    /** What is left until the deadline; zero when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
    }

    /** Trips where the deadline has passed. */
    public void checkDeadline() {
        checkDeadline(nanoTime.getAsLong());
    }

    public Limits limits() {
        return limits;
    }

    /** What was used until now. */
    public Usage usage(Bytes memoryPeak, Bytes input, Bytes output) {
        long fuel = Math.min(handedOut - slice, limits.fuel().units());
        return new Usage(new Fuel(fuel), Duration.ofNanos(nanoTime.getAsLong() - started), memoryPeak, calls, input, output);
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        long wanted = handedOut - slice;
        if (wanted > limits.fuel().units()) {
            throw new Tripped(Limit.FUEL, limits.fuel().units(), wanted);
        }
        checkDeadline(now);
        adapt(now - sliceStarted);
        sliceStarted = now;
        long grant = Math.min(Math.max(sliceSize, -slice), limits.fuel().units() - handedOut);
        handedOut += grant;
        slice += grant;
    }

    private void adapt(long lasted) {
        if (lasted < SHORT_SLICE_NANOS && sliceSize < LARGEST_SLICE) {
            sliceSize <<= 1;
        } else if (lasted > LONG_SLICE_NANOS && sliceSize > FIRST_SLICE) {
            sliceSize >>= 1;
        }
    }

    private void checkDeadline(long now) {
        if (now - deadline >= 0) {
            throw new Tripped(Limit.DEADLINE, limits.deadline().toMillis(), Duration.ofNanos(now - started).toMillis());
        }
    }
}
