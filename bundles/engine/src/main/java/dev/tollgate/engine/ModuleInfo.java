package dev.tollgate.engine;

import dev.tollgate.abi.PlainText;
import java.util.List;
import java.util.Optional;

/**
 * What a module imports and exports. Types are written {@code (i32,i64)->i32}.
 */
public record ModuleInfo(List<Import> imports, List<Export> exports) {
    /** An imported function. */
    public record Import(String module, String name, String type) {
        /** The two names, safe to be shown. */
        @Override
        public String toString() {
            return PlainText.of(module + "." + name);
        }
    }

    /** An exported function that the module defines itself. */
    public record Export(String name, String type) {
        /** Whether it has the type of a handler; a command's {@code _start} is one too, and answers by its exit code. */
        public boolean handler() {
            return type.equals("()->i32") || name.equals("_start") && type.equals("()->");
        }
    }

    public ModuleInfo {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
    }

    public Optional<Export> export(String name) {
        return exports.stream().filter(export -> export.name().equals(name)).findFirst();
    }
}
