package dev.tollgate.engine.harness;

import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TrapException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.Classes;
import dev.tollgate.engine.internal.backend.Code;
import dev.tollgate.engine.internal.backend.Interpreter;
import dev.tollgate.engine.internal.backend.JvmBytecode;
import dev.tollgate.engine.internal.backend.Work;
import dev.tollgate.engine.internal.memory.GuestTable;
import dev.tollgate.engine.internal.memory.LinearMemory;
import dev.tollgate.engine.internal.metering.FuelCode;
import dev.tollgate.engine.internal.metering.FuelPass;
import dev.tollgate.limits.Bytes;
import dev.tollgate.limits.Fuel;
import dev.tollgate.limits.HostMemory;
import dev.tollgate.limits.Limits;
import dev.tollgate.limits.MemoryBudget;
import dev.tollgate.limits.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the host runs: modules that meter themselves. */
public enum MeteredEngine implements GuestEngine {
    METERED_INTERPRETER(new Interpreter()), METERED_COMPILER(new JvmBytecode());

    private final Backend backend;

    MeteredEngine(Backend backend) {
        this.backend = backend;
    }

    @Override
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean compiles() {
        return this == METERED_COMPILER;
    }

    @Override
    public GuestStore store(Allowance allowance) {
        return new Metered(backend, new Limits(new Fuel(allowance.fuel()), Bytes.ofMiB(1 << 20), Duration.ofDays(1), allowance.depth(),
                Integer.MAX_VALUE, Bytes.ofMiB(1), Bytes.ofMiB(1), Map.of()));
    }

    private static final class Metered extends GuestStore {
        private static final Bytes NONE = new Bytes(0);

        private final Backend backend;
        private final Limits limits;
        private final MemoryBudget budget;
        private final List<LinearMemory> memories = new ArrayList<>();
        private final Map<Instance, int[]> entryCosts = new HashMap<>();
        private Meter meter;

        Metered(Backend backend, Limits limits) {
            this.backend = backend;
            this.limits = limits;
            this.budget = new MemoryBudget(limits.memory(), new HostMemory(limits.memory(), wanted -> { }));
            this.meter = new Meter(limits, System::nanoTime);
        }

        @Override
        protected Instance build(byte[] wasm, ImportValues imports) {
            Parser.parse(wasm);
            FuelPass.Metered metered = FuelPass.meter(wasm);
            WasmModule module = Parser.parse(metered.wasm());
            Instance instance = Instance.builder(module).withImportValues(imports).withStart(false)
                    .withMemoryFactory(this::memory)
                    .withTableFactory((table, initial) -> GuestTable.create(table, initial, budget))
                    .withMachineFactory(made -> link(metered, module).machine(made)).build();
            entryCosts.put(instance, metered.entry());
            metered.start().ifPresent(start -> run(instance, start));
            return instance;
        }

        private Code link(FuelPass.Metered metered, WasmModule module) {
            Classes classes = backend.compile(metered, module.importSection().count(ExternalType.FUNCTION), Set.of(), Work.UNBOUNDED);
            if (!classes.unplaced().isEmpty()) {
                throw new AssertionError("the methods of these functions have other sites than the functions: " + classes.unplaced());
            }
            return backend.link(classes);
        }

        @Override
        public long[] call(Instance instance, String export, long... arguments) {
            var exports = instance.module().exportSection();
            for (int i = 0; i < exports.exportCount(); i++) {
                Export named = exports.getExport(i);
                if (named.name().equals(export)) {
                    return run(instance, named.index(), arguments);
                }
            }
            throw new IllegalArgumentException("there is no export " + export);
        }

        private long[] run(Instance instance, int function, long... arguments) {
            meter = new Meter(limits, System::nanoTime);
            memories.forEach(memory -> memory.charge(meter));
            meter.countIn((LinearMemory) instance.memory());
            meter.charge(entryCosts.get(instance)[function]);
            long[] all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = (limits.callDepth() - 1L) * FuelCode.CALL;
            try {
                long[] results = instance.getMachine().call(function, all);
                meter.settle();
                return results;
            } catch (IndexOutOfBoundsException outside) {
                throw new TrapException("out of bounds memory access");
            }
        }

        @Override
        public long fuel() {
            return meter.usage(NONE, NONE, NONE).fuel().units();
        }

        @Override
        protected FunctionType imported(FunctionType type) {
            List<ValType> parameters = new ArrayList<>(type.params());
            parameters.add(ValType.I32);
            return FunctionType.of(parameters, type.returns());
        }

        @Override
        protected Memory memory(MemoryLimits declared) {
            LinearMemory memory = new LinearMemory(declared, budget, meter);
            memories.add(memory);
            return memory;
        }
    }
}
