package dev.tollgate.engine.fuzz;

import java.util.List;

/** Instructions that compute with operands, locals and globals. */
final class PlainSteps {
    /** {@code i32.mul}: what the interpreter leaves in the upper bits of its result has to be cleared. */
    private static final int MULTIPLY = 0x6C;

    private final Code code;

    PlainSteps(Code code) {
        this.code = code;
    }

    void push() {
        code.push(code.chance(0.1) ? Type.FUNCREF : code.one(Type.NUMBERS));
    }

    void nop() {
        code.op(0x01);
    }

    void drop() {
        if (!code.operands().isEmpty() || code.dead()) {
            code.take(List.of(Type.I32));
            code.op(Code.DROP);
        }
    }

    void operator() {
        Operator operator = code.one(Operator.ALL);
        if (operator.traps() && !code.chance(0.05)) {
            return;
        }
        code.want(operator.operands());
        if (operator.divides() && !code.chance(0.03)) {
            divisor(operator.result());
        }
        if (operator.shows()) {
            code.canonical(operator.operands().get(operator.operands().size() - 1));
        }
        code.take(operator.operands());
        if (operator.code() >= Operator.PREFIX) {
            code.op(0xFC).immediate(operator.code() - Operator.PREFIX);
        } else {
            code.op(operator.code());
        }
        if (operator.code() == MULTIPLY) {
            code.constant(0).op(0x72);
        }
        code.give(List.of(operator.result()));
    }

    /** Makes the operand on top odd and positive, so that it divides everything. */
    private void divisor(Type type) {
        if (type == Type.I32) {
            code.constant(0xFF).op(0x71).constant(1).op(0x72);
        } else {
            code.op(0x42, 0x3F, 0x83, 0x42, 0x01, 0x84);
        }
    }

    void select() {
        Type type = code.chance(0.2) ? Type.FUNCREF : code.one(Type.NUMBERS);
        List<Type> operands = List.of(type, type, Type.I32);
        if (type == Type.FUNCREF || code.chance(0.3)) {
            code.apply(operands, List.of(type), 0x1C, 1, type.code);
        } else {
            code.apply(operands, List.of(type), 0x1B);
        }
    }

    void writeLocal() {
        Type type = code.one(List.of(Type.values()));
        List<Integer> locals = code.locals(type, true);
        if (locals.isEmpty()) {
            return;
        }
        if (code.chance(0.5)) {
            code.apply(List.of(type), List.of(), 0x21).immediate(code.one(locals));
        } else {
            code.apply(List.of(type), List.of(type), 0x22).immediate(code.one(locals));
        }
    }

    void writeGlobal() {
        int count = code.plan.globals().size();
        if (count > 1) {
            int global = 1 + code.random.nextInt(count - 1);
            code.apply(List.of(code.plan.globals().get(global)), List.of(), 0x24).immediate(global);
        }
    }
}
