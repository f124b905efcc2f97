package dev.tollgate.engine.internal;

import com.dylibso.chicory.wasm.types.OpCode;

/**
 * Version 1 of the fuel schedule, as published in {@code docs/FUEL.md}: one unit per instruction, none for the structure
 * around it. Instructions whose work grows with an operand pay for that size as well, before it is done.
 */
final class FuelSchedule {
    /** The base price of a call to the host. */
    static final int HOST_CALL = 100;

    /** One page of {@code memory.grow}. */
    static final int PAGE = 1_024;

    /** Bytes that a bulk memory instruction, or a copy between guest and host, moves for one unit. */
    private static final int BYTES_PER_UNIT = 16;

    /** Parameters and locals of a function that are made ready for one unit when it is entered. */
    private static final int LOCALS_PER_UNIT = 8;

    private static final int[] COSTS = new int[OpCode.values().length];

    static {
        for (OpCode opcode : OpCode.values()) {
            COSTS[opcode.ordinal()] = switch (opcode) {
                case BLOCK, LOOP, ELSE, END, TRY_TABLE -> 0;
                default -> 1;
            };
        }
    }

    private FuelSchedule() {
    }

    /** What an instruction costs whatever its operands are. */
    static int cost(OpCode opcode) {
        return COSTS[opcode.ordinal()];
    }

    /** What moving so many bytes costs. */
    static long bytes(long count) {
        return count / BYTES_PER_UNIT;
    }

    /** What entering a function with so many parameters and locals costs, beside the call. */
    static long locals(int count) {
        return count / LOCALS_PER_UNIT;
    }

    /** What moving or making so many references or elements costs. */
    static long elements(long count) {
        return count;
    }
}
