package dev.tollgate.benchmarks.gates;

import com.dylibso.chicory.compiler.MachineFactoryCompiler;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Machine;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import java.util.function.Function;

/**
 * The peer: the same module on the bare engine's compiler, unmetered, an instance for each thread; behind its imports is a host
 * function that answers 0.
 */
final class BareGuest {
    private static final long[] DONE = {0};

    private final WasmModule module;
    private final Function<Instance, Machine> machines;
    private final ThreadLocal<Instance> instances = ThreadLocal.withInitial(this::instance);

    BareGuest(byte[] wasm) {
        module = Parser.parse(wasm);
        machines = MachineFactoryCompiler.compile(module);
    }

    void call(String handler, int times) {
        instances.get().memory().writeI32(0, times);
        instances.get().export(handler).apply();
    }

    /** What the guest reads as its input is there already. */
    private Instance instance() {
        ImportValues.Builder imports = ImportValues.builder();
        module.importSection().stream().map(FunctionImport.class::cast).forEach(imported -> imports.addFunction(new HostFunction(
                imported.module(), imported.name(), module.typeSection().getType(imported.typeIndex()), (guest, arguments) -> DONE)));
        return Instance.builder(module).withImportValues(imports.build()).withMachineFactory(machines).build();
    }
}
