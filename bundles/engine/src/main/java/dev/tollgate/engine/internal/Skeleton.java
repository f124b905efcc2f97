package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.CodeSection;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionBody;
import dev.tollgate.engine.internal.backend.Code;
import java.util.List;

/** A parsed module without the instructions that were compiled: they are most of it, and nobody reads them again. */
final class Skeleton {
    private static final FunctionBody COMPILED = new FunctionBody(List.of(), List.of());

    private Skeleton() {
    }

    static WasmModule of(WasmModule module, Code code) {
        int imported = module.importSection().count(ExternalType.FUNCTION);
        CodeSection.Builder bodies = CodeSection.builder().setRequiresDataCount(module.codeSection().isRequiresDataCount());
        for (int i = 0; i < module.codeSection().functionBodyCount(); i++) {
            bodies.addFunctionBody(code.interprets(imported + i) ? module.codeSection().getFunctionBody(i) : COMPILED);
        }
        WasmModule.Builder skeleton = WasmModule.builder().withValidation(false)
                .setTypeSection(module.typeSection()).setImportSection(module.importSection())
                .setFunctionSection(module.functionSection()).setTableSection(module.tableSection())
                .setMemorySection(module.memorySection().orElse(null)).setGlobalSection(module.globalSection())
                .setExportSection(module.exportSection()).setStartSection(module.startSection().orElse(null))
                .setElementSection(module.elementSection()).setCodeSection(bodies.build())
                .setDataSection(module.dataSection()).setDataCountSection(module.dataCountSection().orElse(null))
                .setTagSection(module.tagSection().orElse(null));
        if (module.nameSection() != null) {
            skeleton.addCustomSection(module.nameSection().name(), module.nameSection());
        }
        return skeleton.build();
    }
}
