package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.ExternalType;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.Global;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.SubType;
import java.util.List;

/** What instructions of one module cost beyond the schedule's unit, because their work is as large as a type or a frame. */
final class ModuleCosts {
    /** Header, map entry and key of one collected object on a 64-bit JVM, rounded up. */
    private static final long OBJECT_BYTES = 128;
    private static final long ELEMENT_BYTES = 8;

    private final int importedFunctions;
    private final int[] frames;
    private final int[] fields;
    private final int largestFrame;

    ModuleCosts(WasmModule module) {
        importedFunctions = module.importSection().count(ExternalType.FUNCTION);
        frames = new int[module.codeSection() == null ? 0 : module.codeSection().functionBodyCount()];
        int largest = 0;
        for (int i = 0; i < frames.length; i++) {
            FunctionType type = module.typeSection().getType(module.functionSection().getFunctionType(i));
            frames[i] = type.params().size() + module.codeSection().getFunctionBody(i).localTypes().size();
            largest = Math.max(largest, frames[i]);
        }
        largestFrame = largest;
        fields = new int[module.typeSection().subTypeCount()];
        for (int i = 0; i < fields.length; i++) {
            SubType type = module.typeSection().getSubType(i);
            fields[i] = type.compType().structType() == null ? 0 : type.compType().structType().fieldTypes().length;
        }
    }

    /** Fuel for the parameters and locals of a function that is entered; an import has no frame. */
    long entering(int function) {
        return function < importedFunctions ? 0 : FuelSchedule.locals(frames[function - importedFunctions]);
    }

    /** Fuel for entering whichever function has the most parameters and locals. */
    long enteringAny() {
        return FuelSchedule.locals(largestFrame);
    }

    int fields(int type) {
        return fields[type];
    }

    static long objectBytes(long elements) {
        return OBJECT_BYTES + ELEMENT_BYTES * elements;
    }

    /** The bytes of the objects that initialisers of globals make; their lengths are literals, or {@link Admission} refused them. */
    long constantBytes(WasmModule module) {
        long bytes = 0;
        for (Global global : module.globalSection().globals()) {
            List<Instruction> code = global.initInstructions();
            for (int i = 0; i < code.size(); i++) {
                Instruction instruction = code.get(i);
                bytes += switch (instruction.opcode()) {
                    case STRUCT_NEW, STRUCT_NEW_DEFAULT -> objectBytes(fields((int) instruction.operand(0)));
                    case ARRAY_NEW_FIXED -> objectBytes(instruction.operand(1));
                    case ARRAY_NEW, ARRAY_NEW_DEFAULT -> objectBytes(Integer.toUnsignedLong((int) code.get(i - 1).operand(0)));
                    default -> 0;
                };
            }
        }
        return bytes;
    }

    /** Whether the length of an array in a constant expression is written there. */
    static boolean literalLength(List<Instruction> code, int at) {
        OpCode opcode = code.get(at).opcode();
        return opcode != OpCode.ARRAY_NEW && opcode != OpCode.ARRAY_NEW_DEFAULT
                || at > 0 && code.get(at - 1).opcode() == OpCode.I32_CONST;
    }
}
