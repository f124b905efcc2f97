package dev.tollgate.metrics.internal;

import dev.tollgate.engine.EngineCounts;
import dev.tollgate.engine.EngineCounts.Compiling;

/** What the engine holds and did on this node. */
final class EngineReadings {
    private static final double NANOS = 1e-9;

    private EngineReadings() {
    }

    static void of(EngineCounts engine, Readings readings) {
        Reading<EngineCounts> now = readings.reading("engine", () -> engine);
        readings.gauge("tollgate_guest_memory_bytes", "What all instances of plugins hold together.", now,
                (counts, rows) -> rows.add(counts.guestMemory().count()));
        readings.gauge("tollgate_guest_memory_limit_bytes", "The most that they may hold.", now,
                (counts, rows) -> rows.add(counts.guestMemoryAllowed().count()));
        Reading<Compiling> compiling = readings.reading("compiler", engine::compiling);
        readings.counter("tollgate_modules_total", "Modules that were asked for, by what became of them.", compiling, (counts, rows) -> {
            rows.add(counts.cached(), "cached");
            rows.add(counts.compiled(), "compiled");
            rows.add(counts.refused(), "refused");
        }, "result");
        readings.counter("tollgate_module_compile_seconds_total", "Time spent on modules that were not in the cache.", compiling,
                (counts, rows) -> rows.add(counts.time().toNanos() * NANOS));
    }
}
