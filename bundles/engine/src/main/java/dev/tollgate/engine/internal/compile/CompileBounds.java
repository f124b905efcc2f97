package dev.tollgate.engine.internal.compile;

import dev.tollgate.limits.Bytes;
import java.time.Duration;

/**
 * What compiling may take.
 *
 * @param time  how long one module may take
 * @param slots how many are compiled at a time
 * @param size  how large the classes of one module may be together
 */
public record CompileBounds(Duration time, int slots, Bytes size) {
    public static final CompileBounds DEFAULT = new CompileBounds(Duration.ofSeconds(30), 1, Bytes.ofMiB(64));
}
