package dev.tollgate.engine.harness;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.ByteBufferMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.InterpreterMachine;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.util.Locale;

/** The engine as it is delivered, without limits: what ours must agree with. */
public enum PlainEngine implements GuestEngine {
    INTERPRETER {
        @Override
        Machine machine(WasmModule module, Instance instance) {
            return new InterpreterMachine(instance);
        }
    },
    COMPILER {
        @Override
        Machine machine(WasmModule module, Instance instance) {
            return MachineFactoryCompiler.builder(module).withInterpreterFallback(InterpreterFallback.SILENT).compile().apply(instance);
        }
    };

    abstract Machine machine(WasmModule module, Instance instance);

    @Override
    public GuestStore store(Allowance allowance) {
        return new GuestStore() {
            @Override
            protected Instance build(byte[] wasm, ImportValues imports) {
                WasmModule module = Parser.parse(wasm);
                // The machine is made after the imports are linked, so that a module that is refused is not compiled.
                return Instance.builder(module).withImportValues(imports).withMemoryFactory(this::memory)
                        .withMachineFactory(instance -> machine(module, instance)).withStart(false).build();
            }

            @Override
            protected Memory memory(MemoryLimits limits) {
                return new ByteBufferMemory(limits);
            }
        };
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean compiles() {
        return this == COMPILER;
    }
}
