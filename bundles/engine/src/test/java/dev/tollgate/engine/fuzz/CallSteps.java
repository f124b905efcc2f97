package dev.tollgate.engine.fuzz;

import dev.tollgate.engine.fuzz.Code.Frame;
import java.util.List;

/** Calls of all kinds. Nearly all of them are counted, so that recursion ends; the rest is for the limits to end. */
final class CallSteps {
    private static final int CALL = 0x10;
    private static final int TAIL = 0x02;

    private final Code code;

    CallSteps(Code code) {
        this.code = code;
    }

    void direct() {
        int function = code.random.nextInt(code.plan.functions().size());
        guard();
        code.want(code.plan.functions().get(function).parameters());
        call(code.plan.functions().get(function), CALL).immediate(function);
    }

    void indirect() {
        int function = code.random.nextInt(code.plan.functions().size());
        Signature signature = code.plan.functions().get(function);
        guard();
        code.want(signature.parameters());
        index(function);
        code.take(List.of(Type.I32));
        call(signature, CALL + 1).immediate(code.plan.type(signature)).immediate(code.chance(0.8) ? 0 : 1);
    }

    void tail() {
        int function = code.random.nextInt(code.plan.functions().size());
        Signature signature = code.plan.functions().get(function);
        if (function == code.function || !signature.results().isEmpty() || !code.signature.results().isEmpty()) {
            return;
        }
        guard();
        code.want(signature.parameters());
        // What the table holds might be the function itself.
        if (code.random.nextBoolean() || signature.equals(code.signature)) {
            call(signature, CALL | TAIL).immediate(function);
        } else {
            index(function);
            code.take(List.of(Type.I32));
            call(signature, (CALL | TAIL) + 1).immediate(code.plan.type(signature)).immediate(0);
        }
        code.die();
    }

    private Code call(Signature signature, int opcode) {
        return code.use(signature.parameters(), signature.results(), opcode);
    }

    /** Where the table has this function at first, or anything. */
    private void index(int function) {
        if (code.chance(0.9)) {
            code.constant(function % ModulePlan.SLOTS);
            code.give(List.of(Type.I32));
        } else {
            code.small(7);
        }
    }

    /** Returns if no calls are left, else takes one. */
    private void guard() {
        if (code.chance(0.08)) {
            return;
        }
        code.op(0x23, ModulePlan.CALLS_LEFT, 0x45);
        code.give(List.of(Type.I32));
        code.take(List.of(Type.I32));
        code.begin(Code.IF, Signature.of(List.of()), Frame.NO_COUNTER);
        code.signature.results().forEach(code::push);
        code.take(code.signature.results());
        code.op(Code.RETURN);
        code.die();
        code.end();
        code.op(0x23, ModulePlan.CALLS_LEFT).constant(1).op(0x6B, 0x24, ModulePlan.CALLS_LEFT);
    }
}
