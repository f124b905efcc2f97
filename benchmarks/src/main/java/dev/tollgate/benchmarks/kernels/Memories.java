package dev.tollgate.benchmarks.kernels;

import com.dylibso.chicory.wasm.types.MemoryLimits;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.HostMemory;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.MemoryBudget;
import dev.tollgate.limits.Meter;
import java.time.Duration;

/** Memories for engines that bring none as fast: Tollgate's, with limits that nothing reaches. */
public final class Memories {
    static final Limits PLENTY = Limits.HOOK.with(new Fuel(Long.MAX_VALUE / 2), Bytes.ofMiB(1024), Duration.ofDays(1));

    private Memories() {
    }

    public static LinearMemory of(MemoryLimits limits) {
        return of(limits, new Meter(PLENTY, System::nanoTime));
    }

    static LinearMemory of(MemoryLimits limits, Meter meter) {
        return new LinearMemory(limits, new MemoryBudget(PLENTY.memory(), new HostMemory(PLENTY.memory(), wanted -> { })), meter);
    }
}
