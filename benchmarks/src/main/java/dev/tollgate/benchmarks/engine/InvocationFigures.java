package dev.tollgate.benchmarks.engine;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import dev.tollgate.benchmarks.kernels.Memories;
import dev.tollgate.engine.GuestModule;
import dev.tollgate.engine.Outcome;
import java.time.Duration;
import java.util.function.Function;

/**
 * A call that changes four blocks of memory. Pooled: the instance of the call before is made as new. Fresh: the call before
 * failed, so that its instance is gone. The bare engine is Chicory's compiler without limits, on a memory of one array.
 */
final class InvocationFigures {
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private InvocationFigures() {
    }

    static String row(Guests guests, String row) throws Exception {
        int threads = row.contains("2 threads") ? 2 : 1;
        byte[] wasm = guests.wasm(row.startsWith("64 KiB") ? "guest-1" : "guest-256");
        GuestModule module = guests.load(wasm);
        Timings pooled = Timings.of(threads, TIME, () -> expect(Outcome.Completed.class, guests.call(module, "touch", DEADLINE)));
        Timings fresh = Timings.of(threads, TIME, () -> expect(Outcome.Failed.class, guests.call(module, "fail", DEADLINE)));
        WasmModule parsed = Parser.parse(wasm);
        Function<Instance, Machine> machine = MachineFactoryCompiler.compile(parsed);
        ThreadLocal<ExportFunction> same = ThreadLocal.withInitial(() -> bare(parsed, machine));
        Timings reused = Timings.of(threads, TIME, () -> same.get().apply());
        Timings made = Timings.of(threads, TIME, () -> bare(parsed, machine).apply());
        return Timings.figure(pooled.micros(50)) + " | " + Timings.figure(pooled.micros(99)) + " | "
                + Timings.figure(fresh.micros(50)) + " | " + Timings.figure(reused.micros(50)) + " | "
                + Timings.figure(made.micros(50));
    }

    private static ExportFunction bare(WasmModule parsed, Function<Instance, Machine> machine) {
        return Instance.builder(parsed).withMachineFactory(machine).withMemoryFactory(Memories::of).build().export("touch");
    }

    private static Outcome expect(Class<? extends Outcome> kind, Outcome outcome) {
        if (!kind.isInstance(outcome)) {
            throw new IllegalStateException("not " + kind.getSimpleName() + ": " + outcome);
        }
        return outcome;
    }
}
