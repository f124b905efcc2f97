package dev.tollgate.lifecycle;

import dev.tollgate.abi.Errno;
import java.time.Duration;
import java.util.Map;

/**
 * How one plugin used one gate since this node started.
 *
 * @param gate     such as {@code tollgate:kv@1}
 * @param answered calls that were answered with a result
 * @param refused  the others, by what they were answered with
 * @param time     spent in providers by all of them
 */
public record GateCount(String slug, String gate, long answered, Map<Errno, Long> refused, Duration time) {
    public GateCount {
        refused = Map.copyOf(refused);
    }
}
