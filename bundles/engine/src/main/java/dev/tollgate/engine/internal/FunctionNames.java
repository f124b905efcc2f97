package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Export;
import com.dylibso.chicory.wasm.types.ExternalType;
import dev.tollgate.abi.PlainText;
import dev.tollgate.engine.internal.backend.Frame;
import dev.tollgate.engine.internal.source.Index;
import dev.tollgate.engine.internal.source.Place;
import dev.tollgate.engine.internal.source.Places;
import java.lang.ref.SoftReference;
import java.util.Collection;
import java.util.List;

/** What a module's functions are called, and where in them its frames are. Safe to be shown. */
final class FunctionNames {
    /** How many a list shows. */
    private static final int SHOWN = 32;

    /** A compiler's longest names are generic types; longer ones are there to fill logs. */
    private static final int MOST_NAME = 200;

    private final WasmModule module;
    private final Places places;
    private final int imported;
    private volatile SoftReference<Index> index = new SoftReference<>(null);

    FunctionNames(WasmModule module, Places places) {
        this.module = module;
        this.places = places;
        this.imported = module.importSection().count(ExternalType.FUNCTION);
    }

    /** The first of these functions, by name; without the host's. */
    List<String> of(Collection<Integer> functions) {
        return functions.stream().filter(function -> function >= imported).limit(SHOWN).map(this::name).toList();
    }

    /** These frames, each by its function and the line of its source, or where that is not known the offset in the code section. */
    List<String> stack(List<Frame> frames) {
        return frames.stream().filter(frame -> frame.function() >= imported)
                .map(frame -> name(frame.function()) + index().find(frame.function() - imported, frame.at(), frame.interpreted())
                        .map(Place::toString).orElse(""))
                .toList();
    }

    private Index index() {
        Index known = index.get();
        if (known == null) {
            known = places.index();
            index = new SoftReference<>(known);
        }
        return known;
    }

    /** What the module's name section says, else the name that it is exported by. */
    private String name(int function) {
        var section = module.nameSection();
        String name = section == null ? null : section.nameOfFunction(function);
        if (name != null && !name.isEmpty()) {
            return shown(name);
        }
        var exports = module.exportSection();
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
