package dev.tollgate.engine.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * A look at a module before the parser is let near it: how many of each thing its sections say they have, how much code
 * there is, and how many locals each function declares. Those few numbers are what a small file can use to fill the heap or
 * stall the load, for everybody on the host. What it cannot make sense of it leaves to the parser, which says it better.
 *
 * <p>The layout is that of the WebAssembly core specification, section 5.5.
 */
final class ModuleOutline {
    static final int MOST_LOCALS = 2_000;
    static final int MOST_CODE_BYTES = 10 << 20;

    private static final int HEADER = 8;
    private static final int CODE = 10;
    private static final String[] NAMES = {"custom", "types", "imports", "functions", "tables", "memories", "globals", "exports",
        "start", "element segments", "functions", "data segments", "data count", "tags"};
    private static final int[] MOST = {Integer.MAX_VALUE, 20_000, 1_000, 50_000, 100, 100, 50_000, 10_000, Integer.MAX_VALUE,
        10_000, 50_000, 50_000, Integer.MAX_VALUE, 1_000};

    private final byte[] wasm;
    private final List<String> reasons = new ArrayList<>();
    private int at = HEADER;

    private ModuleOutline(byte[] wasm) {
        this.wasm = wasm;
    }

    /** Everything that is too many or too much; empty where nothing is, or where the bytes are no module. */
    static List<String> excesses(byte[] wasm) {
        ModuleOutline outline = new ModuleOutline(wasm);
        outline.sections();
        return outline.reasons;
    }

    private void sections() {
        while (at < wasm.length) {
            int id = wasm[at++];
            long size = number();
            if (size < 0 || size > wasm.length - at) {
                return;
            }
            int end = at + (int) size;
            if (id > 0 && id < NAMES.length) {
                section(id, end, size);
            }
            at = end;
        }
    }

    private void section(int id, int end, long size) {
        long count = number();
        if (count > MOST[id]) {
            reasons.add("it has " + count + " " + NAMES[id] + "; at most " + MOST[id] + " are taken");
            return;
        }
        if (id == CODE) {
            if (size > MOST_CODE_BYTES) {
                reasons.add("it has " + size + " bytes of code; at most " + MOST_CODE_BYTES + " are taken");
            }
            bodies(count, end);
        }
    }

    private void bodies(long count, int end) {
        long most = 0;
        for (long body = 0; body < count && at < end; body++) {
            long size = number();
            if (size < 0 || size > end - at) {
                break;
            }
            int next = at + (int) size;
            most = Math.max(most, locals(next));
            at = next;
        }
        if (most > MOST_LOCALS) {
            reasons.add("a function has " + most + " locals; at most " + MOST_LOCALS + " are taken");
        }
    }

    private long locals(int end) {
        long locals = 0;
        long groups = number();
        for (long group = 0; group < groups && at < end; group++) {
            locals += Math.max(0, number());
            type();
        }
        return locals;
    }

    /** A value type: one byte, and for a reference that names its heap type a number more. */
    private void type() {
        int type = at < wasm.length ? wasm[at++] & 0xff : 0;
        if (type == 0x63 || type == 0x64) {
            number();
        }
    }

    /** An unsigned LEB128 number of at most 32 bits; -1 where there is none. */
    private long number() {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (at >= wasm.length) {
                return -1;
            }
            int next = wasm[at++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        return -1;
    }
}
