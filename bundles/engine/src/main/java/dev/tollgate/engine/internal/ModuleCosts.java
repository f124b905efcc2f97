package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.Global;
import com.dylibso.chicory.wasm.types.Instruction;
import com.dylibso.chicory.wasm.types.OpCode;
import com.dylibso.chicory.wasm.types.SubType;
import dev.tollgate.engine.internal.memory.CollectedObjects;
import java.util.List;

/** What a module takes before any of its code runs: the objects that its globals begin with. */
final class ModuleCosts {
    private final int[] fields;

    ModuleCosts(WasmModule module) {
        fields = new int[module.typeSection().subTypeCount()];
        for (int i = 0; i < fields.length; i++) {
            SubType type = module.typeSection().getSubType(i);
            fields[i] = type.compType().structType() == null ? 0 : type.compType().structType().fieldTypes().length;
        }
    }

    /** The bytes of the objects that initialisers of globals make; their lengths are literals, or {@link Admission} refused them. */
    long constantBytes(WasmModule module) {
        long bytes = 0;
        for (Global global : module.globalSection().globals()) {
            List<Instruction> code = global.initInstructions();
            for (int i = 0; i < code.size(); i++) {
                Instruction instruction = code.get(i);
                bytes += switch (instruction.opcode()) {
                    case STRUCT_NEW, STRUCT_NEW_DEFAULT -> CollectedObjects.bytes(fields[(int) instruction.operand(0)]);
                    case ARRAY_NEW_FIXED -> CollectedObjects.bytes(instruction.operand(1));
                    case ARRAY_NEW, ARRAY_NEW_DEFAULT -> CollectedObjects.bytes(Integer.toUnsignedLong((int) code.get(i - 1).operand(0)));
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
