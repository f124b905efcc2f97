package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import dev.tollgate.abi.PlainText;
import dev.tollgate.engine.internal.backend.Backend;
import dev.tollgate.engine.internal.backend.Code;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A compiled module that is ready to run in any number of instances.
 *
 * @param metered the module that meters itself, as far as it is read; its functions have the indexes of the original
 * @param start   the function to be called when an instance is made
 * @param entry   what a call from outside pays for, by the function's index
 * @param slow    those of its functions that will be slow
 * @param warm    the handlers that the JVM knows already, whichever plugin they were warmed up for
 */
record Program(Admission.Admitted admitted, WasmModule metered, OptionalInt start, int[] entry, Code code, Slow slow, Set<String> warm) {
    /** How many frames a trip record shows. */
    private static final int SHOWN_FRAMES = 32;

    /** A compiler's longest names are generic types; longer ones are there to fill logs. */
    private static final int MOST_NAME = 200;

    /** Functions that became no methods of the JVM, and those that became large ones. */
    record Slow(Collection<Integer> interpreted, Collection<Integer> huge) {
    }

    static Program of(CompiledModule compiled, Backend backend) {
        return new Program(compiled.admitted(), Parser.parse(compiled.module()), compiled.start(), compiled.entry(), backend.link(compiled.classes()),
                new Slow(compiled.classes().interpreted(), compiled.classes().huge()), ConcurrentHashMap.newKeySet());
    }

    /** The first of these functions, by name; without the host's. */
    List<String> names(Collection<Integer> functions) {
        int imported = metered.importSection().count(ExternalType.FUNCTION);
        return functions.stream().filter(function -> function >= imported).limit(SHOWN_FRAMES).map(this::name).toList();
    }

    /** What the module's name section says, else the name that it is exported by. */
    private String name(int function) {
        var section = metered.nameSection();
        String name = section == null ? null : section.nameOfFunction(function);
        if (name != null && !name.isEmpty()) {
            return shown(name);
        }
        var exports = metered.exportSection();
        for (int i = 0; i < exports.exportCount(); i++) {
            Export export = exports.getExport(i);
            if (export.exportType() == ExternalType.FUNCTION && export.index() == function) {
                return shown(export.name());
            }
        }
        return "function " + function;
    }

    private static String shown(String name) {
        return PlainText.of(name.length() <= MOST_NAME ? name : name.substring(0, MOST_NAME) + "...");
    }
}
