package dev.tollgate.metrics.internal;

import dev.tollgate.engine.Compilations;
import dev.tollgate.engine.GuestMemory;

/** What the engine holds and did on this node. */
final class EngineReadings {
    private static final double NANOS = 1e-9;

    private EngineReadings() {
    }

    static void of(GuestMemory memory, Compilations compilations, Readings readings) {
        Reading<GuestMemory> held = readings.reading("memory", () -> memory);
        readings.gauge("tollgate_guest_memory_bytes", "What all instances of plugins hold together.", held, (now, rows) -> rows.add(now.held().count()));
        readings.gauge("tollgate_guest_memory_limit_bytes", "The most that they may hold.", held, (now, rows) -> rows.add(now.allowed().count()));
        readings.counter("tollgate_guest_memory_refusals_total", "Times that an instance asked for room and found none.", held,
                (now, rows) -> rows.add(now.refused()));
        Reading<Compilations.Counts> modules = readings.reading("compiler", compilations::counts);
        readings.counter("tollgate_modules_total", "Modules that were asked for, by what became of them.", modules, (counts, rows) -> {
            rows.add(counts.cached(), "cached");
            rows.add(counts.compiled(), "compiled");
            rows.add(counts.refused(), "refused");
        }, "result");
        readings.counter("tollgate_module_compile_seconds_total", "Time spent on modules that were not in the cache.", modules,
                (counts, rows) -> rows.add(counts.time().toNanos() * NANOS));
    }
}
