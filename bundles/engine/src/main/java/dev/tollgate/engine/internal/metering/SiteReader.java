package dev.tollgate.engine.internal.metering;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the {@link Sites} of a rewritten function. What nothing gets to is left out, because compiled code does not have it: a compiler
 * of the JVM's bytecode follows every jump, and throws away what none leads to.
 */
final class SiteReader {
    /** An open block: whether something jumps to its end. */
    private static final class Block {
        final boolean loop;
        final boolean entered;
        boolean left;
        /** An {@code if} that has no {@code else} so far: where it does not hold, its end is next. */
        boolean skippable;

        Block(boolean loop, boolean entered, boolean skippable) {
            this.loop = loop;
            this.entered = entered;
            this.skippable = skippable;
        }

        boolean endIsReached() {
            return !loop && (left || skippable && entered);
        }
    }

    private final WasmReader in;
    private final Origins origins;
    private final int from;
    private final int base;
    private final List<Block> blocks = new ArrayList<>();
    private final Sites sites = new Sites();
    private boolean live = true;
    private int origin;

    private SiteReader(byte[] body, int from, Origins origins, int base) {
        this.in = new WasmReader(body, from, body.length);
        this.from = from;
        this.origins = origins;
        this.base = base;
    }

    /**
     * @param body    a rewritten body
     * @param from    where its first instruction stands
     * @param origins what its bytes stand for
     * @param base    where the content of the original's code section begins
     */
    static Sites read(byte[] body, int from, Origins origins, int base) {
        return new SiteReader(body, from, origins, base).read();
    }

    private Sites read() {
        blocks.add(new Block(false, true, false));
        while (in.more()) {
            int at = in.at;
            int code = in.u8();
            if (code >= 0xfb) {
                code = code << 8 | in.u32();
            }
            if (live && Sites.hasOne(code)) {
                sites.add(code, at - from, origin(at) - base);
            }
            next(code);
        }
        return sites;
    }

    private int origin(int at) {
        while (origin + 1 < origins.size() && origins.written(origin + 1) <= at) {
            origin++;
        }
        return origins.original(origin);
    }

    private void next(int code) {
        switch (code) {
            case 0x02, 0x03, 0x04 -> open(code);
            case 0x1f -> tryTable();
            case 0x05 -> {
                Block block = block(0);
                block.left |= live;
                block.skippable = false;
                live = block.entered;
            }
            case 0x0b -> live |= blocks.remove(blocks.size() - 1).endIsReached();
            case 0x0c -> {
                branch();
                live = false;
            }
            case 0x0d, 0xd5, 0xd6 -> branch();
            case 0x0e -> {
                for (int left = in.u32(); left >= 0; left--) {
                    branch();
                }
                live = false;
            }
            case 0xfb18, 0xfb19 -> {
                in.skip(1);
                branch();
                in.skipNumber();
                in.skipNumber();
            }
            default -> {
                if (Sites.memoryAccess(code)) {
                    access();
                    return;
                }
                skip(code);
                live &= code != 0x00 && code != 0x08 && code != 0x0a && code != 0x0f && code != 0x12 && code != 0x13 && code != 0x15;
            }
        }
    }

    private void open(int code) {
        Instructions.skip(in, code);
        blocks.add(new Block(code == 0x03, live, code == 0x04));
    }

    private void tryTable() {
        Instructions.skipBlockType(in);
        for (int left = in.u32(); left > 0; left--) {
            if (in.u8() < 2) {
                in.skipNumber();
            }
            branch();
        }
        blocks.add(new Block(false, live, false));
    }

    private void branch() {
        block(in.u32()).left |= live;
    }

    private Block block(int label) {
        return blocks.get(blocks.size() - 1 - label);
    }

    /** An access that far outside is compiled to nothing but its trap. */
    private void access() {
        if ((in.u32() & 0x40) != 0) {
            in.skipNumber();
        }
        long offset = Integer.toUnsignedLong(in.u32());
        live &= offset < Integer.MAX_VALUE;
    }

    private void skip(int code) {
        if (code >> 8 == 0xfe) {
            // A charge: its alignment and its offset.
            in.skip(2);
        } else {
            Instructions.skipImmediates(in, code);
        }
    }
}
