package dev.tollgate.engine.internal.metering;

import dev.tollgate.engine.internal.metering.FuelCode.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One function, rewritten so that it pays. Its instructions fall into straight runs: what is entered at the top only and
 * left at the bottom only, but for calls and traps. Each run pays for all of its instructions before the first of them, so a
 * function costs what its instructions cost one by one, whichever way it takes.
 *
 * <p>Where fuel is looked at is where a run can be reached again without end: where a function is entered, and at the head
 * of each loop. A function with loops keeps its fuel in a local in between, told to the host wherever the host or
 * another function may count: before calls, growing and bulk instructions, and at the end. One that catches exceptions does
 * not, because there is no saying where its callees left theirs.
 *
 * <p>The calls left arrive as one parameter more, and are passed on, one fewer, to whatever is called.
 */
final class MeteredBody {
    /**
     * What a branch can name.
     *
     * @param from where its opening stands in the present run
     * @param to   where that ends
     * @param runs how many runs were complete when it opened
     */
    private record Label(boolean loop, int from, int to, int runs) {
    }

    private static final int NONE = -1;
    private static final int NULLABLE = 0x63;
    private static final byte[] I32 = {FunctionTypes.I32};

    private enum Run {
        ENTRY, LOOP, PLAIN
    }

    private final WasmReader in;
    private final FunctionTypes types;
    private final int parameters;
    private final long locals;
    private final int fuelLocal;
    private final int declarations;
    private final int declarationsEnd;
    private final int groups;

    private final WasmWriter body = new WasmWriter();
    private final WasmWriter run = new WasmWriter();
    private final Deque<Label> open = new ArrayDeque<>();
    private final List<byte[]> added = new ArrayList<>();
    private final Map<Integer, Integer> references = new HashMap<>();
    private int sizeLocal = NONE;
    private int instruction;
    private int cost;
    private int runs;
    private Run kind = Run.ENTRY;
    private boolean dead;

    /**
     * @param in   the body, without its size
     * @param type the function's type
     */
    MeteredBody(WasmReader in, int type, FunctionTypes types) {
        this.in = in;
        this.types = types;
        this.parameters = types.parameters(type);
        this.groups = in.u32();
        this.declarations = in.at;
        long declared = 0;
        for (int i = 0; i < groups; i++) {
            declared += Integer.toUnsignedLong(in.u32());
            in.skipValueType();
        }
        this.locals = declared;
        this.declarationsEnd = in.at;
        Shape shape = Shape.of(new WasmReader(in.bytes, in.at, in.end));
        this.fuelLocal = shape.loops() && !shape.catches() ? add(I32) : NONE;
    }

    byte[] rewrite() {
        cost = FuelSchedule.locals(parameters + locals);
        open.push(new Label(false, 0, 0, NONE));
        while (in.more()) {
            instruction = in.at;
            next(in.u8());
        }
        WasmWriter whole = new WasmWriter().u32(groups + added.size()).raw(in.bytes, declarations, declarationsEnd);
        added.forEach(local -> whole.u32(1).raw(local));
        return whole.raw(body.bytes()).bytes();
    }

    private boolean cached() {
        return fuelLocal != NONE;
    }

    private int depthLocal() {
        return parameters;
    }

    private int sizeLocal() {
        if (sizeLocal == NONE) {
            sizeLocal = add(I32);
        }
        return sizeLocal;
    }

    private int referenceLocal(int type) {
        return references.computeIfAbsent(type, unknown -> add(new WasmWriter().u8(NULLABLE).signed(type).bytes()));
    }

    /** Declares a local of ours, behind those of the function. */
    private int add(byte[] type) {
        added.add(type);
        return (int) (parameters + locals + added.size());
    }

    private void next(int code) {
        pay(FuelSchedule.cost(code));
        switch (code) {
            case 0x02 -> {
                int from = run.size();
                blockType(code);
                open(from);
            }
            case 0x03 -> {
                blockType(code);
                close(Run.LOOP);
                open.push(new Label(true, 0, 0, NONE));
            }
            case 0x04 -> {
                blockType(code);
                close(Run.PLAIN);
                open.push(new Label(false, 0, 0, NONE));
            }
            case 0x05 -> {
                close(Run.PLAIN);
                body.u8(code);
            }
            case 0x0b -> end();
            case 0x1f -> {
                int from = run.size();
                blockType(code);
                int catches = in.at;
                Instructions.catches(in);
                run.raw(in.bytes, catches, in.at);
                open(from);
            }
            case 0x0c -> {
                leaving(in.u32());
                copy();
                cut();
            }
            case 0x0d, 0xd5, 0xd6 -> {
                leaving(in.u32());
                copy();
                close(Run.PLAIN);
            }
            case 0x0e -> {
                boolean leaves = false;
                for (int left = in.u32(); left >= 0; left--) {
                    leaves |= in.u32() == open.size() - 1;
                }
                tellIf(leaves);
                copy();
                cut();
            }
            case 0x00, 0x0f -> {
                tellIf(true);
                copy();
                cut();
            }
            case 0x08, 0x0a -> {
                Instructions.skip(in, code);
                tellIf(true);
                copy();
                cut();
            }
            case 0x10, 0x12 -> {
                in.skipNumber();
                passDepth();
                call(code == 0x12);
            }
            case 0x11, 0x13 -> {
                in.skipNumber();
                in.skipNumber();
                passDepth(sizeLocal());
                call(code == 0x13);
            }
            case 0x14, 0x15 -> {
                passDepth(referenceLocal(in.u32()));
                call(code == 0x15);
            }
            case 0x20, 0x21, 0x22 -> {
                int local = in.u32();
                run.u8(code).u32(Integer.toUnsignedLong(local < parameters ? local : local + 1));
            }
            case 0x40 -> {
                Instructions.skip(in, code);
                counted(null);
            }
            case 0xfb -> collected(in.u32());
            case 0xfc -> bulk(in.u32());
            default -> {
                Instructions.skip(in, code);
                copy();
            }
        }
    }

    private void open(int from) {
        open.push(new Label(false, from, run.size(), runs));
    }

    private void end() {
        Label ended = open.pop();
        if (open.isEmpty()) {
            tellIf(!dead);
            close(Run.PLAIN);
            body.u8(0x0b);
        } else if (ended.loop()) {
            // Nothing arrives here but what falls out of it: the run goes on.
            run.u8(0x0b);
        } else if (ended.runs() == runs && ended.to() == run.size()) {
            // There is nothing in it. It costs nothing, so there must not be any number of them.
            run.cut(ended.from());
        } else {
            close(Run.PLAIN);
            body.u8(0x0b);
        }
    }

    private void call(boolean tail) {
        tellIf(true);
        copy();
        if (tail) {
            cut();
        } else if (cached() && !dead) {
            FuelCode.ask(run, fuelLocal);
        }
    }

    private void passDepth() {
        run.u8(0x20).u32(depthLocal());
    }

    /** Below what is on top of the stack: the index or the reference that says what is called. */
    private void passDepth(int above) {
        run.u8(0x21).u32(above);
        passDepth();
        run.u8(0x20).u32(above);
    }

    private void bulk(int code) {
        Instructions.skipBulk(in, code);
        switch (code) {
            case 8, 10, 11 -> counted(Size.BYTES);
            case 12, 14, 15, 17 -> counted(Size.ELEMENTS);
            default -> copy();
        }
    }

    private void collected(int code) {
        switch (code) {
            case 0x00, 0x01 -> {
                int fields = types.fields(in.u32());
                pay(fields);
                object(fields);
                copy();
            }
            case 0x08 -> {
                in.skipNumber();
                int elements = in.u32();
                pay(elements);
                object(elements);
                copy();
            }
            case 0x06, 0x07, 0x09, 0x0a -> {
                Instructions.skipCollected(in, code);
                counted(Size.ARRAY);
            }
            case 0x10, 0x11, 0x12, 0x13 -> {
                Instructions.skipCollected(in, code);
                counted(Size.ELEMENTS);
            }
            case 0x18, 0x19 -> {
                in.skip(1);
                leaving(in.u32());
                in.skipNumber();
                in.skipNumber();
                copy();
                close(Run.PLAIN);
            }
            default -> {
                Instructions.skipCollected(in, code);
                copy();
            }
        }
    }

    private void object(int elements) {
        if (!dead) {
            FuelCode.object(run, elements);
        }
    }

    /** An instruction during which the host counts: what is on top of the stack says how much, or the host finds it out. */
    private void counted(Size size) {
        if (dead) {
            copy();
            return;
        }
        tellIf(true);
        if (size != null) {
            FuelCode.size(run, size, sizeLocal());
        }
        copy();
        if (cached()) {
            FuelCode.ask(run, fuelLocal);
        }
    }

    private void blockType(int code) {
        run.u8(code);
        int from = in.at;
        long type = in.s33();
        if (type >= 0) {
            run.signed(types.original((int) type));
        } else {
            in.at = from;
            in.skipValueType();
            run.raw(in.bytes, from, in.at);
        }
    }

    /** A branch out of the function ends it. */
    private void leaving(int label) {
        tellIf(label == open.size() - 1);
    }

    private void tellIf(boolean needed) {
        if (needed && cached() && !dead) {
            FuelCode.tell(run, fuelLocal);
        }
    }

    private void pay(int units) {
        if (!dead) {
            cost += units;
        }
    }

    private void copy() {
        run.raw(in.bytes, instruction, in.at);
    }

    private void cut() {
        close(Run.PLAIN);
        dead = true;
    }

    private void close(Run next) {
        switch (kind) {
            case ENTRY -> {
                FuelCode.enter(body, depthLocal(), cost);
                if (cached()) {
                    FuelCode.ask(body, fuelLocal);
                }
            }
            case LOOP -> loop();
            case PLAIN -> plain();
        }
        body.take(run);
        runs++;
        cost = 0;
        kind = next;
        dead = false;
    }

    private void loop() {
        if (cached()) {
            FuelCode.loop(body, fuelLocal, cost);
        } else {
            FuelCode.charge(body, cost);
        }
    }

    private void plain() {
        if (cost > 0 && cached()) {
            FuelCode.chargeLocal(body, fuelLocal, cost);
        } else if (cost > 0) {
            FuelCode.charge(body, cost);
        }
    }
}
