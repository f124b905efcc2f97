package dev.tollgate.limits;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Charges one invocation. Fuel is handed out in slices: within a slice a charge is one subtraction, which the guest's own
 * code does, and where a slice runs out the deadline is looked at, so that one check covers both and no watchdog thread is
 * needed. All slices are of one size: small enough that the dearest instructions do not stretch one much, large enough that
 * looking at the clock costs a thousandth of it, and the same in each run, so that what a guest has told of its fuel when it
 * traps is the same as well. Whatever trips first throws {@link Tripped}. Where the deadline is looked at, it is also asked
 * whether the invocation is wanted any more.
 *
 * <p>Used by one thread at a time.
 */
public final class Meter {
    private static final int SLICE = 25_000;

    private final Limits limits;
    private final BooleanSupplier wanted;
    private final LongSupplier nanoTime;
    private final long started;
    private final long deadline;
    private final GateCalls calls = new GateCalls();

    private FuelGauge gauge = new OwnGauge();
    private long handedOut;
    private int hostCalls;

    /** Starts now: the deadline runs from this moment. */
    public Meter(Limits limits, LongSupplier nanoTime) {
        this(limits, nanoTime, nanoTime.getAsLong());
    }

    /** The deadline runs from {@code started} on: what came before the guest is part of the invocation. */
    public Meter(Limits limits, LongSupplier nanoTime, long started) {
        this(limits, nanoTime, started, () -> true);
    }

    /** @param wanted asked on the invocation's thread; once it says no, {@link Cancelled} is thrown at the next look */
    public Meter(Limits limits, LongSupplier nanoTime, long started, BooleanSupplier wanted) {
        this.limits = limits;
        this.wanted = wanted;
        this.nanoTime = nanoTime;
        this.started = started;
        this.deadline = started + limits.deadline().toNanos();
    }

    /** From now on the fuel in hand is counted in {@code other}, which begins with none. */
    public void countIn(FuelGauge other) {
        other.left(0);
        gauge = other;
    }

    /** Pays {@code units} of fuel, before what they pay for is done. */
    public void charge(long units) {
        long left = gauge.left() - units;
        gauge.left(left < 0 ? refill(left) : (int) left);
    }

    /**
     * Hands out another slice, to whoever counts by himself and has none left.
     *
     * @param left the fuel in hand, less than 0 by what is owed
     * @return the fuel in hand
     * @throws Tripped when there is no more, or the deadline has passed; the gauge then says what was used
     * @throws Cancelled when the invocation is not wanted any more
     */
    public int refill(long left) {
        gauge.left((int) Math.max(left, Integer.MIN_VALUE));
        long wanted = handedOut - left;
        if (wanted > limits.fuel().units()) {
            throw new Tripped(Limit.FUEL, limits.fuel().units(), wanted);
        }
        checkDeadline();
        long grant = Math.min(Math.max(SLICE, -left), limits.fuel().units() - handedOut);
        handedOut += grant;
        return (int) (left + grant);
    }

    /** What is owed is paid: trips where it is more than there is. To be called when the guest has ended. */
    public void settle() {
        charge(0);
    }

    /** The trip of a guest that calls deeper than it may. */
    public Tripped tooDeep() {
        return new Tripped(Limit.CALL_DEPTH, limits.callDepth(), limits.callDepth() + 1L);
    }

    /** A host function of {@code gate} is called, which is one of the invocation's host calls. */
    public void hostCall(String gate) {
        if (hostCalls >= limits.hostCalls()) {
            throw new Tripped(Limit.HOST_CALLS, limits.hostCalls(), hostCalls + 1L);
        }
        calls.count(gate, limits.gateCalls());
        hostCalls++;
        checkDeadline();
    }

    /** What is left until the deadline; zero when it has passed. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
    }

    /** Trips where the deadline has passed, and ends the invocation where it is not wanted any more. */
    public void checkDeadline() {
        checkDeadline(now());
    }

    /** Trips where the deadline had passed at a moment that {@link #now} answered. */
    public void checkDeadline(long now) {
        if (!wanted.getAsBoolean()) {
            throw new Cancelled();
        }
        if (now - deadline >= 0) {
            throw new Tripped(Limit.DEADLINE, limits.deadline().toMillis(), Duration.ofNanos(now - started).toMillis());
        }
    }

    /** The present moment by the clock of the deadline, in ns: for differences. */
    public long now() {
        return nanoTime.getAsLong();
    }

    public Limits limits() {
        return limits;
    }

    /** What was used until now. */
    public Usage usage(Bytes memoryPeak, Bytes input, Bytes output) {
        long fuel = Math.min(handedOut - gauge.left(), limits.fuel().units());
        return new Usage(new Fuel(fuel), Duration.ofNanos(nanoTime.getAsLong() - started), memoryPeak, calls.byGate(), input, output);
    }

    private static final class OwnGauge implements FuelGauge {
        private int left;

        @Override
        public int left() {
            return left;
        }

        @Override
        public void left(int units) {
            left = units;
        }
    }
}
