package dev.tollgate.engine.internal.metering;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * A module without its code: the bodies of its functions only trap. Whoever has the code elsewhere makes instances of it, with the
 * same types, memories, tables, data and names, and has nothing large to read.
 */
public final class Shell {
    private static final int HEADER = 8;
    private static final int CUSTOM = 0;
    private static final int CODE = 10;
    private static final int FUNCTION_NAMES = 1;
    private static final byte[] NAMES = "name".getBytes(StandardCharsets.UTF_8);

    /** No locals, {@code unreachable}, {@code end}. */
    private static final byte[] TRAP = {0, 0x00, 0x0b};

    private Shell() {
    }

    /** @param kept the bodies, by their number in the module, that stay */
    public static byte[] of(byte[] wasm, IntPredicate kept) {
        WasmReader in = new WasmReader(wasm, HEADER, wasm.length);
        WasmWriter out = new WasmWriter().raw(wasm, 0, HEADER);
        while (in.more()) {
            int id = in.u8();
            int size = in.u32();
            WasmReader content = new WasmReader(in.bytes, in.at, in.at + size);
            in.skip(size);
            switch (id) {
                case CUSTOM -> names(content, out);
                case CODE -> out.u8(CODE).sized(code(content, kept));
                default -> out.u8(id).u32(size).raw(in.bytes, content.at, content.end);
            }
        }
        return out.bytes();
    }

    private static byte[] code(WasmReader in, IntPredicate kept) {
        int count = in.u32();
        WasmWriter out = new WasmWriter().u32(count);
        for (int i = 0; i < count; i++) {
            int size = in.u32();
            if (kept.test(i)) {
                out.u32(size).raw(in.bytes, in.at, in.at + size);
            } else {
                out.sized(TRAP);
            }
            in.skip(size);
        }
        return out.bytes();
    }

    /** Of all custom sections only the names of functions are asked for when the module runs. */
    private static void names(WasmReader in, WasmWriter out) {
        int length = in.u32();
        if (!Arrays.equals(in.bytes, in.at, in.at + length, NAMES, 0, NAMES.length)) {
            return;
        }
        in.skip(length);
        WasmWriter section = new WasmWriter().sized(NAMES);
        while (in.more()) {
            int id = in.u8();
            int size = in.u32();
            if (id == FUNCTION_NAMES) {
                section.u8(id).u32(size).raw(in.bytes, in.at, in.at + size);
            }
            in.skip(size);
        }
        out.u8(CUSTOM).sized(section.bytes());
    }
}
