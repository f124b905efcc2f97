package dev.tollgate.engine.fuzz;

import dev.tollgate.engine.fuzz.Code.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Blocks and branches. Branches back to a loop are counted, all but a few, so that it ends. */
final class ControlSteps {
    private static final int BLOCK = 0x02;
    private static final int LOOP = 0x03;
    private static final int BR = 0x0C;
    private static final int BR_IF = 0x0D;
    private static final int BR_TABLE = 0x0E;
    private static final int MOST_FRAMES = 7;
    private static final int MOST_LOOPS = 3;

    private final Code code;
    private final IntConsumer steps;

    /** @param steps writes so many steps of any kind */
    ControlSteps(Code code, IntConsumer steps) {
        this.code = code;
        this.steps = steps;
    }

    void block() {
        if (code.frames().size() < MOST_FRAMES) {
            code.begin(BLOCK, signature(2), Frame.NO_COUNTER);
            inside();
            code.end();
        }
    }

    void condition() {
        if (code.frames().size() >= MOST_FRAMES) {
            return;
        }
        Signature signature = code.chance(0.3) ? Signature.of(List.of()) : signature(2);
        code.push(Type.I32);
        code.take(List.of(Type.I32));
        code.begin(Code.IF, signature, Frame.NO_COUNTER);
        inside();
        if (!signature.results().isEmpty() || code.random.nextBoolean()) {
            code.otherwise();
            inside();
        }
        code.end();
    }

    void loop() {
        List<Frame> frames = code.frames();
        if (frames.size() >= MOST_FRAMES || frames.stream().filter(frame -> frame.counter != Frame.NO_COUNTER).count() >= MOST_LOOPS) {
            return;
        }
        int counter = code.reserve(Type.I32);
        code.constant(1 + code.random.nextInt(8)).op(0x21).immediate(counter);
        Signature signature = signature(1);
        code.begin(LOOP, signature, counter);
        inside();
        code.settle(List.of());
        again(counter);
        code.op(BR_IF, 0);
        code.end();
    }

    private void inside() {
        steps.accept(1 + code.random.nextInt(10));
    }

    private Signature signature(int mostResults) {
        List<Type> results = new ArrayList<>();
        for (int i = code.random.nextInt(mostResults + 1); i > 0; i--) {
            results.add(code.chance(0.1) ? Type.FUNCREF : code.one(Type.NUMBERS));
        }
        Signature signature = new Signature(List.of(), results);
        return code.plan.allowsBlock(signature) ? signature : Signature.of(List.of());
    }

    /** Puts onto the stack, beside what is tracked, whether a loop may be repeated once more. */
    private void again(int counter) {
        if (code.chance(0.02)) {
            code.constant(1);
        } else {
            code.op(0x20).immediate(counter).constant(1).op(0x6B).op(0x22).immediate(counter).constant(0).op(0x4A);
        }
    }

    void branchIf() {
        int depth = code.random.nextInt(code.frames().size());
        Frame frame = code.frames().get(depth);
        code.want(frame.label);
        if (frame.counter == Frame.NO_COUNTER) {
            code.push(Type.I32);
            code.take(List.of(Type.I32));
        } else {
            again(frame.counter);
        }
        code.take(frame.label);
        code.give(frame.label);
        code.op(BR_IF).immediate(depth);
    }

    void branch() {
        leave(code.random.nextInt(code.frames().size()), depth -> code.op(BR).immediate(depth));
    }

    void table() {
        int depth = code.random.nextInt(code.frames().size());
        leave(depth, inner -> {
            List<Integer> targets = alike(inner);
            int count = code.random.nextInt(5);
            code.push(Type.I32);
            code.take(List.of(Type.I32));
            code.op(BR_TABLE).immediate(count);
            for (int i = 0; i < count; i++) {
                code.immediate(code.one(targets));
            }
            code.immediate(inner);
        });
    }

    /** The labels that take the same along as this one and are no loops, and itself. */
    private List<Integer> alike(int depth) {
        List<Frame> frames = code.frames();
        List<Integer> alike = new ArrayList<>(List.of(depth));
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).counter == Frame.NO_COUNTER && frames.get(i).label.equals(frames.get(depth).label)) {
                alike.add(i);
            }
        }
        return alike;
    }

    /** Branches unconditionally. To a loop that is done in an arm that is entered as often as it may be repeated. */
    private void leave(int depth, IntConsumer branch) {
        Frame frame = code.frames().get(depth);
        code.want(frame.label);
        if (frame.counter == Frame.NO_COUNTER) {
            jump(frame, depth, branch);
        } else {
            again(frame.counter);
            code.begin(Code.IF, Signature.of(List.of()), Frame.NO_COUNTER);
            jump(frame, depth + 1, branch);
            rest();
            code.end();
        }
    }

    private void jump(Frame frame, int depth, IntConsumer branch) {
        branch.accept(depth);
        code.take(frame.label);
        code.die();
    }

    /** Code that nothing reaches. */
    private void rest() {
        if (code.random.nextBoolean()) {
            steps.accept(code.random.nextInt(4));
        }
    }

    void leaveFunction() {
        if (code.frames().size() > 1) {
            code.want(code.signature.results());
            code.take(code.signature.results());
            code.op(Code.RETURN);
            code.die();
            rest();
        }
    }

    void unreachable() {
        if (code.dead() || code.frames().size() > 2 && code.chance(0.1)) {
            code.op(0x00);
            code.die();
            rest();
        }
    }
}
