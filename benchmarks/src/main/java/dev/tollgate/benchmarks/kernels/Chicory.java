package dev.tollgate.benchmarks.kernels;

import com.dylibso.chicory.compiler.InterpreterFallback;
import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;

/** Chicory's compiler to JVM bytecode as it is, on a memory of one byte array: what metering starts from. */
final class Chicory implements Backend {
    @Override
    public Program load(byte[] wasm) {
        WasmModule module = Parser.parse(wasm);
        Instance instance = Instance.builder(module).withMemoryFactory(Memories::of)
                .withMachineFactory(MachineFactoryCompiler.builder(module)
                        .withInterpreterFallback(InterpreterFallback.FAIL).compile()).build();
        initialize(instance);
        return (export, arguments) -> instance.export(export).apply(arguments)[0];
    }

    /** What a module built as a library wants first. */
    static void initialize(Instance instance) {
        var exports = instance.module().exportSection();
        for (int i = 0; i < exports.exportCount(); i++) {
            if (exports.getExport(i).name().equals("_initialize")) {
                instance.export("_initialize").apply();
            }
        }
    }
}
