package dev.tollgate.benchmarks.kernels;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import dev.tollgate.engine.internal.backend.Code;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.backend.Work;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelCode;
import dev.tollgate.engine.internal.metering.FuelPass;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Meter;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** What Tollgate makes of a module: metered, compiled and tuned; or compiled and tuned only, to see what metering costs. */
final class Tollgate implements Backend {
    private final boolean metered;

    Tollgate(boolean metered) {
        this.metered = metered;
    }

    @Override
    public Program load(byte[] wasm) {
        FuelPass.Metered code = metered ? FuelPass.meter(wasm) : new FuelPass.Metered(wasm, OptionalInt.empty(), new int[0], List.of());
        WasmModule module = Parser.parse(code.wasm());
        JvmBytecode backend = new JvmBytecode();
        Code compiled = backend.link(backend.compile(code, 0, Set.of(), Work.UNBOUNDED));
        Meter meter = new Meter(Memories.PLENTY, System::nanoTime);
        Instance instance = Instance.builder(module).withMachineFactory(compiled::machine)
                .withMemoryFactory(limits -> {
                    LinearMemory memory = Memories.of(limits, meter);
                    meter.countIn(memory);
                    return memory;
                }).build();
        Calls calls = new Calls(instance.getMachine(), module, meter);
        if (calls.index("_initialize") >= 0) {
            calls.call("_initialize");
        }
        return calls;
    }

    private final class Calls implements Program {
        private final Machine machine;
        private final WasmModule module;
        private final Meter meter;

        Calls(Machine machine, WasmModule module, Meter meter) {
            this.machine = machine;
            this.module = module;
            this.meter = meter;
        }

        @Override
        public long call(String export, long... arguments) {
            long[] all = metered ? Arrays.copyOf(arguments, arguments.length + 1) : arguments;
            if (metered) {
                all[arguments.length] = Memories.PLENTY.callDepth() * (long) FuelCode.CALL;
            }
            long[] answer = machine.call(index(export), all);
            return answer == null ? 0 : answer[0];
        }

        @Override
        public OptionalLong fuel() {
            Bytes none = new Bytes(0);
            return metered ? OptionalLong.of(meter.usage(none, none, none).fuel().units()) : OptionalLong.empty();
        }

        private int index(String name) {
            for (int i = 0; i < module.exportSection().exportCount(); i++) {
                Export export = module.exportSection().getExport(i);
                if (export.name().equals(name)) {
                    return export.index();
                }
            }
            return -1;
        }
    }
}
