package dev.tollgate.limits;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What one invocation may use.
 *
 * @param memory    all memories, tables and collected objects of the instance together
 * @param deadline  wall time from the call to its end, host calls included
 * @param callDepth guest frames, whatever their size
 * @param hostCalls calls of host functions and gates together
 * @param input     the most bytes that a handler is given
 * @param output    the most bytes that a handler writes
 * @param gateCalls calls of one gate, by its name; a gate that is not in it has no quota of its own
 */
public record Limits(Fuel fuel, Bytes memory, Duration deadline, int callDepth, int hostCalls, Bytes input, Bytes output,
        Map<String, Integer> gateCalls) {
    /** 8 HTTP fetches and 32 database statements. */
    public static final Map<String, Integer> GATE_CALLS = Map.of("http", 8, "db", 32);

    /** The defaults for hooks. */
    public static final Limits HOOK = new Limits(new Fuel(50_000_000), Bytes.ofMiB(64), Duration.ofMillis(250), 1024, 10_000,
            Bytes.ofMiB(1), Bytes.ofMiB(1), GATE_CALLS);

    /** The defaults for jobs. */
    public static final Limits JOB = new Limits(new Fuel(10_000_000), Bytes.ofMiB(64), Duration.ofSeconds(30), 1024, 100_000,
            Bytes.ofMiB(1), Bytes.ofMiB(1), GATE_CALLS);

    /** Deeper than any stack of the JVM. */
    private static final int MOST_FRAMES = 1_000_000;

    public Limits {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("a deadline is longer than zero, not " + deadline);
        }
        if (callDepth < 1 || callDepth > MOST_FRAMES) {
            throw new IllegalArgumentException("the call depth is from 1 to " + MOST_FRAMES + ", not " + callDepth);
        }
        if (hostCalls < 0) {
            throw new IllegalArgumentException("the number of host calls is not negative: " + hostCalls);
        }
        gateCalls.forEach((gate, calls) -> {
            if (calls < 0) {
                throw new IllegalArgumentException("the number of calls of " + gate + " is not negative: " + calls);
            }
        });
        gateCalls = Map.copyOf(gateCalls);
    }

    public Limits with(Fuel fuel, Bytes memory, Duration deadline) {
        return new Limits(fuel, memory, deadline, callDepth, hostCalls, input, output, gateCalls);
    }

    /** The smaller of each: what a plugin asks for, within what the operator allows. */
    public Limits within(Limits ceiling) {
        return new Limits(least(fuel, ceiling.fuel), least(memory, ceiling.memory), least(deadline, ceiling.deadline),
                Math.min(callDepth, ceiling.callDepth), Math.min(hostCalls, ceiling.hostCalls), least(input, ceiling.input),
                least(output, ceiling.output), least(gateCalls, ceiling.gateCalls));
    }

    private static Map<String, Integer> least(Map<String, Integer> one, Map<String, Integer> other) {
        Map<String, Integer> least = new HashMap<>(one);
        other.forEach((gate, calls) -> least.merge(gate, calls, Math::min));
        return least;
    }

    private static <T extends Comparable<T>> T least(T one, T other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
