package dev.tollgate.engine.fuzz;

import java.util.List;

/** What tables of functions can do. Ranges end beyond a table at times, but never beyond 32 bits. */
final class TableSteps {
    private final Code code;

    TableSteps(Code code) {
        this.code = code;
    }

    private int table() {
        return code.random.nextInt(ModulePlan.TABLES);
    }

    private void slot() {
        code.small(7);
    }

    private void start() {
        code.masked(code.chance(0.05) ? 0xF : 7);
    }

    void get() {
        slot();
        code.use(List.of(Type.I32), List.of(Type.FUNCREF), 0x25, table());
    }

    void set() {
        slot();
        code.push(Type.FUNCREF);
        code.use(List.of(Type.I32, Type.FUNCREF), List.of(), 0x26, table());
    }

    void size() {
        code.apply(List.of(), List.of(Type.I32), 0xFC, 16, table());
    }

    void grow() {
        code.push(Type.FUNCREF);
        code.masked(3);
        code.use(List.of(Type.FUNCREF, Type.I32), List.of(Type.I32), 0xFC, 15, table());
    }

    void isNull() {
        code.apply(List.of(Type.FUNCREF), List.of(Type.I32), 0xD1);
    }

    void fill() {
        start();
        code.push(Type.FUNCREF);
        code.masked(1);
        code.use(List.of(Type.I32, Type.FUNCREF, Type.I32), List.of(), 0xFC, 17, table());
    }

    void bulk() {
        start();
        start();
        code.masked(3);
        code.take(List.of(Type.I32, Type.I32, Type.I32));
        int table = table();
        if (code.random.nextBoolean()) {
            code.op(0xFC, 12, 0, table);
        } else {
            code.op(0xFC, 14, table, table);
        }
    }

    void dropElements() {
        code.op(0xFC, 13, 0);
    }
}
