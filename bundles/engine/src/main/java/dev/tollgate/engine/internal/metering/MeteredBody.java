package dev.tollgate.engine.internal.metering;

import dev.tollgate.engine.internal.metering.FuelCode.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * One function, rewritten so that it pays. Its instructions fall into straight {@linkplain Run runs}: what is entered at the
 * top only and left at the bottom only, but for calls and traps. Each run pays for all of its instructions before the first of
 * them, so a function costs what its instructions cost one by one, whichever way it takes. Three things make that cheap:
 *
 * <ul>
 * <li>What both ways of an {@code if} cost at least is paid before it.
 * <li>The run that a function begins with is paid by who calls it, together with his own, unless the function can be called
 * through a table or a reference. So a function that does little pays nothing itself.
 * <li>A function with loops keeps its fuel in a local, and tells the host how much it has wherever the host or another
 * function may count: before calls, growing and bulk instructions, and at the end. Its loops are split in two, an inner one
 * that only counts, and an outer one to which it breaks out when the fuel in hand has run out. A function that catches
 * exceptions does not, because there is no saying what its callees left.
 * </ul>
 *
 * <p>Fuel and depth are looked at where code can be reached again without end: in runs that call, and at the head of each loop.
 * The calls left arrive as one parameter more, and are passed on, one fewer, to whatever is called.
 */
final class MeteredBody {
    private static final int NONE = -1;
    private static final int NOP = 0x01;

    /** An {@code if} with two ways, by the runs before it and at the beginning of each. */
    private record Fork(Run before, Run then, Run otherwise) {
    }

    /**
     * An open block.
     *
     * @param run  the run that it was opened in
     * @param from where its opening stands there
     * @param to   where that ends
     * @param then the first run of an {@code if}
     */
    private record Block(Run run, int from, int to, Run then) {
        boolean loop() {
            return run.kind == Run.Kind.LOOP && to == NONE && then == null;
        }
    }

    private final WasmReader in;
    private final FunctionTypes types;
    private final int importedFunctions;
    private final FunctionLocals locals;

    private final List<Run> runs = new ArrayList<>();
    private final List<Fork> forks = new ArrayList<>();
    private final Labels labels = new Labels();
    private final Deque<Block> blocks = new ArrayDeque<>();
    private int instruction;
    private Run run;
    private boolean dead;

    /**
     * @param in                the body, without its size
     * @param type              the function's type
     * @param importedFunctions how many functions the host has
     */
    MeteredBody(WasmReader in, int type, FunctionTypes types, int importedFunctions) {
        this.in = in;
        this.types = types;
        this.importedFunctions = importedFunctions;
        this.locals = new FunctionLocals(in, types.parameters(type));
        Shape shape = Shape.of(new WasmReader(in.bytes, in.at, in.end));
        if (shape.loops() && !shape.catches()) {
            locals.keepFuel();
        }
        read();
    }

    /** What the run costs that the function begins with. */
    int entryCost() {
        return runs.get(0).cost;
    }

    /** A rewritten body, and what there is to know of the places in it. */
    record Rewritten(byte[] bytes, Sites sites) {
    }

    /**
     * @param prepaid what whoever calls a function pays for its first run
     * @param self    whether this one has to pay for it itself
     * @param base    where the content of the code section begins
     */
    Rewritten rewritten(IntUnaryOperator prepaid, boolean self, int base) {
        Charges charges = new Charges(locals, prepaid, self);
        WasmWriter out = new WasmWriter();
        locals.write(out);
        int first = out.size();
        for (Run next : runs) {
            out.standsFor(next.from);
            out.take(next.before);
            out.standsFor(next.from);
            charges.write(out, next);
            out.take(next.code);
        }
        byte[] bytes = out.bytes();
        return new Rewritten(bytes, SiteReader.read(bytes, first, out.origins(), base));
    }

    private void read() {
        run = new Run(Run.Kind.ENTRY, in.at);
        run.cost = FuelSchedule.locals(locals.count());
        open(0, null);
        while (in.more()) {
            instruction = in.at;
            next(in.u8());
        }
        runs.add(run);
        for (int i = forks.size() - 1; i >= 0; i--) {
            Fork fork = forks.get(i);
            int both = Math.min(fork.then.cost, fork.otherwise.cost);
            fork.before.cost += both;
            fork.then.cost -= both;
            fork.otherwise.cost -= both;
        }
    }

    private void next(int code) {
        run.code.standsFor(instruction);
        pay(FuelSchedule.cost(code));
        switch (code) {
            case 0x02 -> {
                int from = run.code.size();
                blockType(run.code, code);
                open(from, null);
            }
            case 0x03 -> loop();
            case 0x04 -> {
                blockType(run.code, code);
                Run before = run;
                begin(Run.Kind.PLAIN);
                blocks.push(new Block(before, 0, NONE, run));
                labels.open(false);
            }
            case 0x05 -> {
                begin(Run.Kind.PLAIN);
                run.before.u8(code);
                forks.add(new Fork(blocks.peek().run, blocks.peek().then, run));
            }
            case 0x0b -> end();
            case 0x1f -> {
                int from = run.code.size();
                blockType(run.code, code);
                int catches = in.at;
                Instructions.catches(in);
                run.code.raw(in.bytes, catches, in.at);
                open(from, null);
            }
            case 0x0c -> {
                branch(code);
                cut();
            }
            case 0x0d, 0xd5, 0xd6 -> {
                branch(code);
                begin(Run.Kind.PLAIN);
            }
            case 0x0e -> branchTable();
            case 0x00, 0x0f -> {
                tellIf(true);
                copy();
                cut();
            }
            case 0x08 -> {
                in.skipNumber();
                tellIf(true);
                copy();
                cut();
            }
            case 0x0a -> {
                tellIf(true);
                FuelCode.trapIfNull(run.code, locals.exception());
                copy();
                cut();
            }
            case 0x10, 0x12 -> {
                int function = in.u32();
                boolean ours = function >= importedFunctions;
                if (ours && !dead) {
                    run.callees.add(function);
                }
                FuelCode.passDepth(run.code, locals.depth());
                call(code == 0x12, ours);
            }
            case 0x11, 0x13 -> {
                in.skipNumber();
                in.skipNumber();
                passDepth(locals.size());
                call(code == 0x13, true);
            }
            case 0x14, 0x15 -> {
                passDepth(locals.reference(in.u32()));
                call(code == 0x15, true);
            }
            case 0x20, 0x21, 0x22 -> {
                run.code.u8(code).u32(locals.mapped(in.u32()));
            }
            case 0x40 -> {
                Instructions.skip(in, code);
                counted(null);
            }
            case 0x6c -> {
                copy();
                // The engine's interpreter keeps more than 32 bits of a product.
                run.code.u8(0x41).u8(0).u8(0x72);
            }
            case 0xfb -> collected(in.u32());
            case 0xfc -> bulk(in.u32());
            default -> {
                Instructions.skip(in, code);
                copy();
            }
        }
    }

    private void loop() {
        WasmWriter opening = new WasmWriter();
        int arguments = blockType(opening, 0x03);
        begin(Run.Kind.LOOP);
        run.before.standsFor(run.from);
        byte[] loop = opening.bytes();
        run.before.raw(loop);
        boolean split = locals.fuelKept() && arguments == 0;
        if (locals.fuelKept()) {
            FuelCode.againIfOwing(run.before, locals.fuel());
        }
        if (split) {
            run.before.raw(loop);
            FuelCode.branchIfOwing(run.before, locals.fuel(), 1);
        }
        blocks.push(new Block(run, 0, NONE, null));
        labels.open(split);
    }

    private void open(int from, Run then) {
        blocks.push(new Block(run, from, run.code.size(), then));
        labels.open(false);
    }

    private void end() {
        Block ended = blocks.pop();
        boolean split = labels.close();
        if (labels.none()) {
            tellIf(!dead);
            // The engine's compiler misses a branch to a function's own label where two blocks end with it.
            run.code.u8(NOP);
            begin(Run.Kind.PLAIN);
            run.before.u8(0x0b);
        } else if (ended.run == run && ended.to == run.code.size()) {
            // There is nothing in it. It costs nothing, so there must not be any number of them.
            run.code.cut(ended.from);
        } else if (ended.loop() && ended.run == run && run.code.size() == 0) {
            // Nothing either, and as if it had never begun.
            run = runs.remove(runs.size() - 1);
            dead = run.dead;
        } else if (ended.loop()) {
            // Nothing arrives here but what falls out of it: the run goes on.
            run.code.u8(0x0b);
            if (split) {
                run.code.u8(0x0b);
            }
        } else {
            begin(Run.Kind.PLAIN);
            run.before.u8(0x0b);
        }
    }

    private void branch(int code) {
        int label = in.u32();
        tellIf(labels.leaves(label));
        run.code.u8(code).u32(labels.mapped(label));
    }

    private void branchTable() {
        WasmWriter table = new WasmWriter().u8(0x0e);
        int count = in.u32();
        table.u32(count);
        boolean leaves = false;
        for (int i = 0; i <= count; i++) {
            int label = in.u32();
            leaves |= labels.leaves(label);
            table.u32(labels.mapped(label));
        }
        tellIf(leaves);
        run.code.take(table);
        cut();
    }

    /** @param deep whether what is called can call on */
    private void call(boolean tail, boolean deep) {
        run.calls |= deep && !dead;
        if (locals.fuelKept() && !dead) {
            if (deep) {
                FuelCode.tellForCall(run.code, locals.depth(), locals.fuel());
            } else {
                FuelCode.tell(run.code, locals.fuel());
            }
        }
        if (tail) {
            // The JVM has no tail calls, and the engine's interpreter loses count of operands and frames at its own.
            int code = in.bytes[instruction];
            run.code.u8(code == 0x15 ? 0x14 : code - 2).raw(in.bytes, instruction + 1, in.at).u8(0x0f);
            cut();
            return;
        }
        copy();
        if (locals.fuelKept() && !dead) {
            FuelCode.ask(run.code, locals.fuel());
        }
    }

    /** Below what is on top of the stack: the index or the reference that says what is called. */
    private void passDepth(int above) {
        run.code.u8(0x21).u32(above);
        FuelCode.passDepth(run.code, locals.depth());
        run.code.u8(0x20).u32(above);
    }

    private void bulk(int code) {
        Instructions.skipImmediates(in, 0xfc00 | code);
        switch (code) {
            case 8, 10, 11 -> counted(Size.BYTES);
            case 12, 14, 15, 17 -> counted(Size.ELEMENTS);
            default -> copy();
        }
    }

    private void collected(int code) {
        pay(FuelSchedule.collected(code) - 1);
        switch (code) {
            case 0x00, 0x01 -> {
                object(types.fields(in.u32()));
                copy();
            }
            case 0x08 -> {
                in.skipNumber();
                object(in.u32());
                copy();
            }
            case 0x06, 0x07, 0x09, 0x0a -> {
                Instructions.skipImmediates(in, 0xfb00 | code);
                counted(Size.ARRAY);
            }
            case 0x10, 0x11, 0x12, 0x13 -> {
                Instructions.skipImmediates(in, 0xfb00 | code);
                counted(Size.ELEMENTS);
            }
            case 0x18, 0x19 -> {
                int flags = in.u8();
                int label = in.u32();
                int rest = in.at;
                in.skipNumber();
                in.skipNumber();
                tellIf(labels.leaves(label));
                run.code.u8(0xfb).u32(code).u8(flags).u32(labels.mapped(label)).raw(in.bytes, rest, in.at);
                begin(Run.Kind.PLAIN);
            }
            case 0x1c -> {
                // One backend keeps an object for it, so it counts as one in all.
                if (!dead) {
                    FuelCode.object(run.code, 0);
                }
                copy();
            }
            default -> {
                Instructions.skipImmediates(in, 0xfb00 | code);
                copy();
            }
        }
    }

    private void object(int elements) {
        pay(elements);
        if (!dead) {
            FuelCode.object(run.code, elements);
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
            FuelCode.size(run.code, size, locals.size());
        }
        copy();
        if (locals.fuelKept()) {
            FuelCode.ask(run.code, locals.fuel());
        }
    }

    /** Copies what opens a block; how many parameters it has. */
    private int blockType(WasmWriter out, int code) {
        out.u8(code);
        int from = in.at;
        long type = in.s33();
        if (type >= 0) {
            out.signed(types.original((int) type));
            return types.parameters((int) type);
        }
        in.at = from;
        in.skipValueType();
        out.raw(in.bytes, from, in.at);
        return 0;
    }

    private void tellIf(boolean needed) {
        if (needed && locals.fuelKept() && !dead) {
            FuelCode.tell(run.code, locals.fuel());
        }
    }

    private void pay(int units) {
        if (!dead) {
            run.cost += units;
        }
    }

    private void copy() {
        run.code.raw(in.bytes, instruction, in.at);
    }

    /** Nothing gets past this instruction. */
    private void cut() {
        begin(Run.Kind.PLAIN);
        dead = true;
    }

    private void begin(Run.Kind kind) {
        run.dead = dead;
        runs.add(run);
        run = new Run(kind, in.at);
        dead = false;
    }
}
