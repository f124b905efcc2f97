package dev.tollgate.engine.internal;

import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.Interpreter;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.compile.CompileBounds;
import dev.tollgate.limits.Bytes;
import java.time.Duration;

/**
 * What an engine does.
 *
 * @param fallback whether functions may be interpreted that the backend cannot compile
 * @param warmUp   how long a module's handlers run on trial; none when zero
 */
record EngineOptions(Backend backend, boolean fallback, CompileBounds bounds, Duration warmUp) {
    static final EngineOptions DEFAULT = new EngineOptions(new JvmBytecode(), true, CompileBounds.DEFAULT, Duration.ofMillis(200));

    static EngineOptions of(EngineSettings settings) {
        boolean interpreted = choice("backend", settings.backend(), "interpreter", "compiled");
        CompileBounds bounds = new CompileBounds(Duration.ofSeconds(atLeast("compile.time.s", settings.compile_time_s(), 1)),
                atLeast("compile.slots", settings.compile_slots(), 1), Bytes.ofMiB(atLeast("compile.size.mb", settings.compile_size_mb(), 1)));
        atLeast("cache.mb", settings.cache_mb(), 0);
        return new EngineOptions(interpreted ? new Interpreter() : new JvmBytecode(),
                choice("fallback", settings.fallback(), "allowed", "forbidden"), bounds,
                Duration.ofMillis(atLeast("warm.up.ms", settings.warm_up_ms(), 0)));
    }

    EngineOptions with(Backend other) {
        return new EngineOptions(other, fallback, bounds, warmUp);
    }

    private static boolean choice(String key, String value, String yes, String no) {
        if (!value.equals(yes) && !value.equals(no)) {
            throw new IllegalArgumentException("configuration " + EngineSettings.PID + ": " + key + " is '" + value + "', allowed is "
                    + yes + " or " + no);
        }
        return value.equals(yes);
    }

    private static int atLeast(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("configuration " + EngineSettings.PID + ": " + key + " is " + value
                    + ", allowed is a whole number from " + least + " on");
        }
        return value;
    }
}
