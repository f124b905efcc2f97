package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Element;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionBody;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Global;
import com.dylibso.chicory.wasm.types.Import;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.ValType;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.engine.ModuleInfo;
import dev.tollgate.engine.ModuleRefusedException;
import dev.tollgate.engine.internal.admission.ModuleCheck;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides whether a module may be run at all, from its bytes alone: whether {@link ModuleCheck} and then the engine's own
 * parser take it, what its constants make, and whether every import is one that the host knows. Whether a gate may be
 * imported is decided by whoever knows the manifest.
 */
final class Admission {
    /** The module of host functions is no gate, in no version. */
    private static final String HOST = "host";

    private static final Set<OpCode> ALLOCATIONS = EnumSet.of(OpCode.STRUCT_NEW, OpCode.STRUCT_NEW_DEFAULT, OpCode.ARRAY_NEW,
            OpCode.ARRAY_NEW_DEFAULT, OpCode.ARRAY_NEW_FIXED, OpCode.ARRAY_NEW_DATA, OpCode.ARRAY_NEW_ELEM, OpCode.REF_I31);

    private Admission() {
    }

    /**
     * A module that may be run, and what there is to know of it; the parsed module itself is many times larger and is let go.
     *
     * @param functions     the index of each function that {@code info} lists as exported
     * @param opcodes       everything that it can do, constant expressions included
     * @param constantBytes what the objects take that its globals begin with
     * @param large         the functions of which perhaps no Java method can be made
     */
    record Admitted(ModuleInfo info, Map<String, Integer> functions, Set<OpCode> opcodes, long constantBytes, Set<Integer> large) {
        boolean uses(OpCode opcode) {
            return opcodes.contains(opcode);
        }
    }

    static Admitted admit(byte[] wasm) throws ModuleRefusedException {
        ModuleCheck bytes = new ModuleCheck(wasm);
        List<String> reasons = bytes.check();
        if (!reasons.isEmpty()) {
            throw new ModuleRefusedException(reasons);
        }
        try {
            return check(Parser.parse(wasm), bytes.large());
        } catch (ChicoryException malformed) {
            throw refused("it is no valid WebAssembly module: " + malformed.getMessage());
        } catch (RuntimeException | AssertionError | StackOverflowError | OutOfMemoryError broken) {
            // The parser does not validate all that it reads; what it did not expect ends in whatever Java makes of it.
            throw refused("it is no valid WebAssembly module: its structure cannot be read");
        }
    }

    private static Admitted check(WasmModule module, Set<Integer> large) throws ModuleRefusedException {
        List<String> reasons = new ArrayList<>();
        Set<OpCode> opcodes = opcodes(module);
        constants(module, opcodes, reasons);
        tables(module, reasons);
        Map<String, Integer> functions = functions(module);
        ModuleInfo info = new ModuleInfo(imports(module, reasons), exports(module, functions));
        if (!reasons.isEmpty()) {
            throw new ModuleRefusedException(reasons);
        }
        return new Admitted(info, functions, opcodes, new ModuleCosts(module).constantBytes(module), large);
    }

    private static Set<OpCode> opcodes(WasmModule module) {
        Set<OpCode> opcodes = EnumSet.noneOf(OpCode.class);
        for (FunctionBody body : module.codeSection().functionBodies()) {
            body.instructions().forEach(instruction -> opcodes.add(instruction.opcode()));
        }
        return opcodes;
    }

    /** Constant expressions run where nothing is metered: in globals what they make is counted beforehand, elsewhere it is refused. */
    private static void constants(WasmModule module, Set<OpCode> opcodes, List<String> reasons) {
        for (Global global : module.globalSection().globals()) {
            List<Instruction> code = global.initInstructions();
            for (int i = 0; i < code.size(); i++) {
                opcodes.add(code.get(i).opcode());
                if (!ModuleCosts.literalLength(code, i)) {
                    reasons.add("a global begins with an array whose length is no literal");
                }
            }
        }
        List<List<Instruction>> elsewhere = new ArrayList<>();
        for (Element element : module.elementSection().elements()) {
            elsewhere.addAll(element.initializers());
        }
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            elsewhere.add(module.tableSection().getTable(i).initialize());
        }
        if (elsewhere.stream().flatMap(List::stream).anyMatch(instruction -> ALLOCATIONS.contains(instruction.opcode()))) {
            reasons.add("a table or an element segment begins with collected objects, which only globals may");
        }
    }

    private static void tables(WasmModule module, List<String> reasons) {
        for (int i = 0; i < module.tableSection().tableCount(); i++) {
            if (!holdsFunctionsOrExternals(module, module.tableSection().getTable(i).elementType())) {
                reasons.add("table " + i + " holds collected objects; tables of functions and of externref are taken");
            }
        }
    }

    private static boolean holdsFunctionsOrExternals(WasmModule module, ValType type) {
        int heap = type.typeIdx();
        return heap == ValType.TypeIdxCode.FUNC.code() || heap == ValType.TypeIdxCode.EXTERN.code()
                || heap >= 0 && module.typeSection().getType(heap) != null;
    }

    private static List<ModuleInfo.Import> imports(WasmModule module, List<String> reasons) {
        List<ModuleInfo.Import> imports = new ArrayList<>();
        for (int i = 0; i < module.importSection().importCount(); i++) {
            Import imported = module.importSection().getImport(i);
            String name = PlainText.of(imported.module() + "." + imported.name());
            if (imported.importType() != ExternalType.FUNCTION) {
                if (!Compatibility.knows(imported)) {
                    reasons.add("it imports the " + kind(imported) + " " + name + ", which nobody offers");
                }
                continue;
            }
            FunctionType type = module.typeSection().getType(((FunctionImport) imported).typeIndex());
            imports.add(new ModuleInfo.Import(imported.module(), imported.name(), Types.text(type)));
            check(imported, Types.text(type), name, reasons);
        }
        return imports;
    }

    private static void check(Import imported, String type, String name, List<String> reasons) {
        Optional<String> offered = offered(imported);
        if (offered.isPresent()) {
            if (!offered.get().equals(type)) {
                reasons.add("it imports " + name + " with type " + type + "; its type is " + offered.get());
            }
        } else if (GateName.parse(imported.module()).filter(gate -> !gate.capability().equals(HOST)).isPresent()) {
            if (!type.matches("\\(((i32|i64)(,(i32|i64))*)?\\)->i64")) {
                reasons.add("it imports " + name + " with type " + type + "; a gate takes i32 and i64 and returns an i64");
            }
        } else {
            reasons.add("it imports " + name + ", which nobody offers");
        }
    }

    /** The type of a function that the host itself has. */
    private static Optional<String> offered(Import imported) {
        return switch (imported.module()) {
            case HostFunctions.MODULE -> Optional.ofNullable(HostFunctions.Function.of(imported.name())).map(function -> function.type);
            case Wasi.MODULE -> Optional.ofNullable(WasiFunction.of(imported.name())).map(function -> function.type);
            default -> Optional.empty();
        };
    }

    private static String kind(Import imported) {
        return imported.importType().name().toLowerCase(Locale.ROOT);
    }

    /** The exported functions that are the module's own: an import that is exported again is no code of it. */
    private static Map<String, Integer> functions(WasmModule module) {
        int imported = module.importSection().count(ExternalType.FUNCTION);
        Map<String, Integer> functions = new TreeMap<>();
        for (int i = 0; i < module.exportSection().exportCount(); i++) {
            var export = module.exportSection().getExport(i);
            if (export.exportType() == ExternalType.FUNCTION && export.index() >= imported) {
                functions.put(export.name(), export.index());
            }
        }
        return functions;
    }

    private static List<ModuleInfo.Export> exports(WasmModule module, Map<String, Integer> functions) {
        int imported = module.importSection().count(ExternalType.FUNCTION);
        List<ModuleInfo.Export> exports = new ArrayList<>();
        functions.forEach((name, index) -> {
            FunctionType type = module.typeSection().getType(module.functionSection().getFunctionType(index - imported));
            exports.add(new ModuleInfo.Export(name, Types.text(type)));
        });
        return exports;
    }

    private static ModuleRefusedException refused(String reason) {
        return new ModuleRefusedException(List.of(reason));
    }
}
