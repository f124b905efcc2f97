package dev.tollgate.benchmarks;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;

/** The peer: the same module on the bare interpreter, without limits, metering, isolation or a host that does anything. */
final class BareEngine {
    private final Instance instance;
    private final byte[] input;

    BareEngine(byte[] wasm, byte[] input) {
        this.input = input;
        WasmModule module = Parser.parse(wasm);
        ImportValues.Builder imports = ImportValues.builder();
        module.importSection().stream().map(FunctionImport.class::cast).forEach(imported -> imports.addFunction(new HostFunction(
                imported.module(), imported.name(), module.typeSection().getType(imported.typeIndex()),
                (guest, arguments) -> answer(guest, imported.name(), arguments))));
        this.instance = Instance.builder(module).withImportValues(imports.build()).build();
    }

    Runnable calls(String handler) {
        ExportFunction function = instance.export(handler);
        return function::apply;
    }

    private long[] answer(Instance guest, String name, long[] arguments) {
        return new long[] {switch (name) {
            case "input_length" -> input.length;
            case "input_read" -> {
                guest.memory().write((int) arguments[0], input, 0, (int) arguments[1]);
                yield arguments[1];
            }
            case "output_write" -> {
                guest.memory().readBytes((int) arguments[0], (int) arguments[1]);
                yield 0;
            }
            default -> 0;
        }};
    }
}
