package dev.tollgate.bnd;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.types.ImportSection;
import com.dylibso.chicory.wasm.types.SectionId;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;

/** What a module imports. Only that section is decoded: whether the rest can run is for the host to say. */
final class ModuleImports {
    record Import(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    private ModuleImports() {
    }

    /** @throws IllegalArgumentException when the bytes are no module */
    static List<Import> of(byte[] wasm) {
        List<Import> imports = new ArrayList<>();
        try {
            Parser.builder().includeSectionId(SectionId.IMPORT).build().parse(new ByteArrayInputStream(wasm), section -> {
                if (section instanceof ImportSection importSection) {
                    importSection.stream().forEach(each -> imports.add(new Import(each.module(), each.name())));
                }
            });
        } catch (RuntimeException malformed) {
            // The parser's own exception for most mistakes, and raw Java ones for counts and lengths that cannot be.
            throw new IllegalArgumentException("no WebAssembly module can be read from it: " + malformed.getMessage(), malformed);
        }
        return imports;
    }
}
