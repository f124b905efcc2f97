package dev.tollgate.engine.fuzz;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The code of one function while it is written. It knows the types on the stack as a validator does, so that all of it is valid. */
final class Code {
    static final int DROP = 0x1A;
    static final int END = 0x0B;
    static final int IF = 0x04;
    static final int RETURN = 0x0F;
    private static final int EMPTY_BLOCK = 0x40;

    final ModulePlan plan;
    final Signature signature;
    /** The index of the function. */
    final int function;
    final RandomGenerator random;
    private final Constants constants;
    private final List<Type> locals;
    private final List<Integer> reserved = new ArrayList<>();
    private final Map<Type, Integer> seen = new EnumMap<>(Type.class);
    private final BinaryWriter out = new BinaryWriter();
    private final List<Type> stack = new ArrayList<>();
    private final Deque<Frame> frames = new ArrayDeque<>();

    Code(ModulePlan plan, int function, Signature signature, List<Type> locals, RandomGenerator random) {
        this.plan = plan;
        this.function = function;
        this.signature = signature;
        this.random = random;
        constants = new Constants(random);
        this.locals = new ArrayList<>(signature.parameters());
        this.locals.addAll(locals);
        frames.push(new Frame(signature.results(), signature, 0, Frame.NO_COUNTER));
    }

    /** A block that is open; the function's body is the outermost. */
    static final class Frame {
        static final int NO_COUNTER = -1;

        /** What a branch to it takes along. */
        final List<Type> label;
        final Signature signature;
        /** The local that counts how often a loop may still be repeated. */
        final int counter;
        private final int height;
        private boolean dead;

        private Frame(List<Type> label, Signature signature, int height, int counter) {
            this.label = label;
            this.signature = signature;
            this.height = height;
            this.counter = counter;
        }
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    <T> T one(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    Code op(int... bytes) {
        out.bytes(bytes);
        return this;
    }

    Code immediate(long unsigned) {
        out.unsigned(unsigned);
        return this;
    }

    /** {@code i32.const}, without its effect on the stack. */
    Code constant(int value) {
        out.bytes(0x41).signed(value);
        return this;
    }

    int size() {
        return out.size();
    }

    /** Frames from the innermost, which is label 0. */
    List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** Whether what is written now is never reached. */
    boolean dead() {
        return frames.element().dead;
    }

    /** The types on the stack that the innermost block may use, as far as they are known. */
    List<Type> operands() {
        return List.copyOf(stack.subList(frames.element().height, stack.size()));
    }

    /** Makes sure that operands of these types are on top: what is there if it fits, or something new. */
    void want(List<Type> types) {
        if (!fits(types) || chance(dead() ? 0.5 : 0.2)) {
            types.forEach(this::push);
        }
    }

    /** Takes operands off the stack that an instruction uses. */
    void take(List<Type> types) {
        for (int i = 0; i < types.size() && stack.size() > frames.element().height; i++) {
            stack.remove(stack.size() - 1);
        }
    }

    void give(List<Type> types) {
        stack.addAll(types);
    }

    /** Applies an instruction, of which only the immediates are still to be written, to operands that it finds or makes. */
    Code apply(List<Type> operands, List<Type> results, int... opcode) {
        want(operands);
        return use(operands, results, opcode);
    }

    /** Applies an instruction to operands that are there. */
    Code use(List<Type> operands, List<Type> results, int... opcode) {
        take(operands);
        give(results);
        return op(opcode);
    }

    private boolean fits(List<Type> types) {
        List<Type> there = operands();
        int known = Math.min(there.size(), types.size());
        boolean enough = known == types.size() || dead();
        return enough && there.subList(there.size() - known, there.size()).equals(types.subList(types.size() - known, types.size()));
    }

    /** Puts some value of a type onto the stack. */
    void push(Type type) {
        List<Integer> from = locals(type, false);
        List<Integer> globals = indices(plan.globals(), type);
        if (!from.isEmpty() && chance(0.6)) {
            op(0x20).immediate(one(from));
        } else if (!globals.isEmpty() && chance(0.2)) {
            op(0x23).immediate(one(globals));
        } else if (type == Type.FUNCREF) {
            reference();
        } else {
            constants.write(out, type);
        }
        stack.add(type);
    }

    private void reference() {
        if (chance(0.3)) {
            op(0xD0, Type.FUNCREF.code);
        } else {
            op(0xD2).immediate(random.nextInt(plan.functions().size()));
        }
    }

    /** Puts an i32 onto the stack that is hardly ever above {@code mask}. */
    void small(int mask) {
        if (chance(0.01)) {
            push(Type.I32);
        } else {
            masked(mask);
        }
    }

    /** Puts an i32 onto the stack that is never above {@code mask}. */
    void masked(int mask) {
        push(Type.I32);
        constant(mask).op(0x71);
    }

    /** A new local that no other code writes. */
    int reserve(Type type) {
        locals.add(type);
        reserved.add(locals.size() - 1);
        return locals.size() - 1;
    }

    /** The locals of a type; those to write are without the reserved ones. */
    List<Integer> locals(Type type, boolean toWrite) {
        List<Integer> found = indices(locals, type);
        if (toWrite) {
            found.removeAll(reserved);
        }
        return found;
    }

    private static List<Integer> indices(List<Type> types, Type type) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            if (types.get(i) == type) {
                indices.add(i);
            }
        }
        return indices;
    }

    /** Replaces a NaN on top of the stack by the one that all engines have, before its bits can be seen. */
    void canonical(Type type) {
        int value = seen.computeIfAbsent(type, this::reserve);
        op(0x22).immediate(value);
        if (type == Type.F32) {
            out.bytes(0x43).f32(Float.NaN);
        } else {
            out.bytes(0x44).f64(Double.NaN);
        }
        op(0x20).immediate(value).op(0x20).immediate(value).op(type == Type.F32 ? 0x5B : 0x61, 0x1B);
    }

    /** Opens a block, a loop or an arm of an if, whose parameters are on the stack. */
    void begin(int opcode, Signature block, int counter) {
        take(block.parameters());
        frames.push(new Frame(counter == Frame.NO_COUNTER ? block.results() : block.parameters(), block, stack.size(), counter));
        give(block.parameters());
        op(opcode);
        if (block.parameters().isEmpty() && block.results().isEmpty()) {
            op(EMPTY_BLOCK);
        } else if (block.parameters().isEmpty() && block.results().size() == 1) {
            op(block.results().get(0).code);
        } else {
            out.signed(plan.type(block));
        }
    }

    void otherwise() {
        Frame frame = frames.element();
        settle(frame.signature.results());
        op(0x05);
        truncate(frame);
        frame.dead = false;
        give(frame.signature.parameters());
    }

    void end() {
        Frame frame = frames.element();
        settle(frame.signature.results());
        op(END);
        truncate(frame);
        frames.pop();
        give(frame.signature.results());
    }

    /** What follows is not reached. */
    void die() {
        truncate(frames.element());
        frames.element().dead = true;
    }

    private void truncate(Frame frame) {
        stack.subList(frame.height, stack.size()).clear();
    }

    /** Leaves exactly these types above the block's floor. */
    void settle(List<Type> types) {
        List<Type> there = operands();
        boolean polymorphic = dead() && there.size() <= types.size() && fits(types) && chance(0.7);
        if (!there.equals(types) && !polymorphic) {
            there.forEach(type -> op(DROP));
            truncate(frames.element());
            types.forEach(this::push);
        }
        truncate(frames.element());
        give(types);
    }

    /** The finished function, with its locals. */
    byte[] body() {
        if (!plan.features().branchesToBody()) {
            settle(signature.results());
            op(0x01);
        }
        end();
        List<Type> declared = locals.subList(signature.parameters().size(), locals.size());
        return new BinaryWriter().vector(declared, (writer, type) -> writer.unsigned(1).bytes(type.code)).raw(out.toBytes()).toBytes();
    }
}
