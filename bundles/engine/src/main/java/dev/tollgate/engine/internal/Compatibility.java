package dev.tollgate.engine.internal;

import com.dylibso.chicory.runtime.GlobalInstance;
import com.dylibso.chicory.runtime.ImportGlobal;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ActiveDataSegment;
import com.dylibso.chicory.wasm.types.DataSegment;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.GlobalImport;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.MutabilityType;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.ValType;
import com.dylibso.chicory.wasm.types.Value;
import dev.tollgate.engine.internal.memory.LinearMemory;
import java.util.ArrayList;
import java.util.List;

/**
 * The imports that compilers add of their own and that the host answers, as {@code docs/ABI.md} lists them; every one is a
 * constant, none does anything. TeaVM asks where the heap begins within its linear memory and how large that may become,
 * which its JavaScript loader works out from the module.
 */
final class Compatibility {
    private static final String TEAVM_MEMORY = "teavmMemory";
    private static final String HEAP_OFFSET = "heapOffset";
    private static final String MAX_SIZE = "maxSize";

    /** TeaVM's loader rounds the heap's beginning up to this. */
    private static final int HEAP_ALIGNMENT = 256;

    /** An import that is answered by a constant. */
    private record Constant(String module, String name, int value) {
    }

    private final List<Constant> constants = new ArrayList<>();

    Compatibility(WasmModule module) {
        for (int i = 0; i < module.importSection().importCount(); i++) {
            Import imported = module.importSection().getImport(i);
            if (knows(imported)) {
                constants.add(new Constant(imported.module(), imported.name(),
                        imported.name().equals(HEAP_OFFSET) ? heapOffset(module) : maxSize(module)));
            }
        }
    }

    static boolean knows(Import imported) {
        return imported.importType() == ExternalType.GLOBAL && imported.module().equals(TEAVM_MEMORY)
                && (imported.name().equals(HEAP_OFFSET) || imported.name().equals(MAX_SIZE))
                && ((GlobalImport) imported).type().equals(ValType.I32)
                && ((GlobalImport) imported).mutabilityType() == MutabilityType.Const;
    }

    void addTo(ImportValues.Builder values) {
        for (Constant constant : constants) {
            values.addGlobal(new ImportGlobal(constant.module, constant.name, new GlobalInstance(Value.i32(constant.value))));
        }
    }

    private static int heapOffset(WasmModule module) {
        long end = 0;
        for (DataSegment segment : module.dataSection().dataSegments()) {
            if (segment instanceof ActiveDataSegment active && active.offsetInstructions().get(0).opcode() == OpCode.I32_CONST) {
                end = Math.max(end, Integer.toUnsignedLong((int) active.offsetInstructions().get(0).operand(0))
                        + active.data().length);
            }
        }
        return (int) ((end + HEAP_ALIGNMENT - 1) / HEAP_ALIGNMENT * HEAP_ALIGNMENT);
    }

    private static int maxSize(WasmModule module) {
        int pages = module.memorySection().map(section -> section.getMemory(0).limits().maximumPages()).orElse(0);
        return (int) Math.min((long) pages * LinearMemory.PAGE_SIZE, Integer.MAX_VALUE);
    }
}
