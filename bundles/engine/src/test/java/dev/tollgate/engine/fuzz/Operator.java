package dev.tollgate.engine.fuzz;

import static dev.tollgate.engine.fuzz.Type.F32;
import static dev.tollgate.engine.fuzz.Type.F64;
import static dev.tollgate.engine.fuzz.Type.I32;
import static dev.tollgate.engine.fuzz.Type.I64;

import java.util.ArrayList;
import java.util.List;

/**
 * An instruction that only computes.
 *
 * @param code    its opcode; those above 0xFF have the prefix 0xFC
 * @param shows   whether it makes the bits of a NaN on top of the stack visible, which are not the same everywhere
 * @param divides whether it traps for some divisors
 * @param traps   whether it traps for some operand that is no divisor
 */
record Operator(int code, List<Type> operands, Type result, boolean shows, boolean divides, boolean traps) {
    /** What {@link #code} adds for an instruction with the prefix. */
    static final int PREFIX = 0xFC00;

    static final List<Operator> ALL = all();

    private static List<Operator> all() {
        List<Operator> all = new ArrayList<>();
        add(all, 0x45, 0x45, I32, I32);
        add(all, 0x46, 0x4F, I32, I32, I32);
        add(all, 0x50, 0x50, I32, I64);
        add(all, 0x51, 0x5A, I32, I64, I64);
        add(all, 0x5B, 0x60, I32, F32, F32);
        add(all, 0x61, 0x66, I32, F64, F64);
        add(all, 0x67, 0x69, I32, I32);
        add(all, 0x6A, 0x78, I32, I32, I32);
        add(all, 0x79, 0x7B, I64, I64);
        add(all, 0x7C, 0x8A, I64, I64, I64);
        add(all, 0x8B, 0x91, F32, F32);
        add(all, 0x92, 0x98, F32, F32, F32);
        add(all, 0x99, 0x9F, F64, F64);
        add(all, 0xA0, 0xA6, F64, F64, F64);
        add(all, 0xA7, 0xA7, I32, I64);
        add(all, 0xA8, 0xA9, I32, F32);
        add(all, 0xAA, 0xAB, I32, F64);
        add(all, 0xAC, 0xAD, I64, I32);
        add(all, 0xAE, 0xAF, I64, F32);
        add(all, 0xB0, 0xB1, I64, F64);
        add(all, 0xB2, 0xB3, F32, I32);
        add(all, 0xB4, 0xB5, F32, I64);
        add(all, 0xB6, 0xB6, F32, F64);
        add(all, 0xB7, 0xB8, F64, I32);
        add(all, 0xB9, 0xBA, F64, I64);
        add(all, 0xBB, 0xBB, F64, F32);
        add(all, 0xBC, 0xBC, I32, F32);
        add(all, 0xBD, 0xBD, I64, F64);
        add(all, 0xBE, 0xBE, F32, I32);
        add(all, 0xBF, 0xBF, F64, I64);
        add(all, 0xC0, 0xC1, I32, I32);
        add(all, 0xC2, 0xC4, I64, I64);
        add(all, PREFIX, PREFIX + 1, I32, F32);
        add(all, PREFIX + 2, PREFIX + 3, I32, F64);
        add(all, PREFIX + 4, PREFIX + 5, I64, F32);
        add(all, PREFIX + 6, PREFIX + 7, I64, F64);
        return List.copyOf(all);
    }

    private static void add(List<Operator> all, int first, int last, Type result, Type... operands) {
        for (int code = first; code <= last; code++) {
            boolean reinterprets = code == 0xBC || code == 0xBD;
            boolean copiesSign = code == 0x98 || code == 0xA6;
            boolean divides = code >= 0x6D && code <= 0x70 || code >= 0x7F && code <= 0x82;
            boolean truncates = code >= 0xA8 && code <= 0xAB || code >= 0xAE && code <= 0xB1;
            all.add(new Operator(code, List.of(operands), result, reinterprets || copiesSign, divides, truncates));
        }
    }
}
