package dev.tollgate.engine.fuzz;

import java.util.List;

/** Loads, stores and what moves bytes in bulk. Addresses are hardly ever out of bounds. */
final class MemorySteps {
    /** In the first page, with room for the largest offset and size. */
    private static final int ADDRESS = 0x7FFF;
    private static final int SIZE = 0xFFF;
    private static final int FIRST_LOAD = 0x28;
    private static final int FIRST_STORE = 0x36;
    private static final int LAST_STORE = 0x3E;

    private final Code code;

    MemorySteps(Code code) {
        this.code = code;
    }

    void load() {
        int opcode = FIRST_LOAD + code.random.nextInt(FIRST_STORE - FIRST_LOAD);
        code.small(ADDRESS);
        code.take(List.of(Type.I32));
        code.op(opcode);
        where();
        code.give(List.of(type(opcode)));
    }

    void store() {
        int opcode = FIRST_STORE + code.random.nextInt(LAST_STORE + 1 - FIRST_STORE);
        Type type = type(opcode);
        boolean wraps = opcode == 0x3A || opcode == 0x3C || opcode == LAST_STORE;
        if (wraps) {
            code.masked(ADDRESS);
        } else {
            code.small(ADDRESS);
        }
        code.push(type);
        if (type.isFloat()) {
            code.canonical(type);
        }
        code.take(List.of(Type.I32, type));
        code.op(opcode);
        if (wraps) {
            code.immediate(0).immediate(code.random.nextInt(20_000));
        } else {
            where();
        }
    }

    private static Type type(int opcode) {
        return switch (opcode) {
            case 0x28, 0x2C, 0x2D, 0x2E, 0x2F, 0x36, 0x3A, 0x3B -> Type.I32;
            case 0x2A, 0x38 -> Type.F32;
            case 0x2B, 0x39 -> Type.F64;
            default -> Type.I64;
        };
    }

    private void where() {
        long offset = code.chance(0.01) ? code.random.nextLong(1L << 32) : code.random.nextInt(code.chance(0.3) ? 20_000 : 20);
        code.immediate(0).immediate(offset);
    }

    void size() {
        code.apply(List.of(), List.of(Type.I32), 0x3F, 0);
    }

    void grow() {
        code.small(1);
        code.use(List.of(Type.I32), List.of(Type.I32), 0x40, 0);
    }

    void bulk() {
        code.small(ADDRESS);
        code.small(code.random.nextBoolean() ? ADDRESS : 0x1F);
        code.small(code.random.nextBoolean() ? SIZE : 0x1F);
        code.take(List.of(Type.I32, Type.I32, Type.I32));
        switch (code.random.nextInt(4)) {
            case 0 -> code.op(0xFC, 8, 0, 0);
            case 1 -> code.op(0xFC, 10, 0, 0);
            default -> code.op(0xFC, 11, 0);
        }
    }

    void dropData() {
        code.op(0xFC, 9, 0);
    }
}
