package dev.tollgate.limits;

import java.time.Duration;
import java.util.Map;

/**
 * What an invocation used.
 *
 * @param memoryPeak the most that its instance held at a time
 * @param hostCalls  calls per gate; {@code host} counts the functions that need no grant
 */
public record Usage(Fuel fuel, Duration time, Bytes memoryPeak, Map<String, Integer> hostCalls, Bytes input, Bytes output) {
    /** What an invocation used that never reached the guest. */
    public static final Usage NONE = new Usage(new Fuel(0), Duration.ZERO, new Bytes(0), Map.of(), new Bytes(0), new Bytes(0));

    public Usage {
        hostCalls = Map.copyOf(hostCalls);
    }
}
