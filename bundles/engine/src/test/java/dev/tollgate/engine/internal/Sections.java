package dev.tollgate.engine.internal;

import dev.tollgate.engine.internal.admission.BinaryReader;
import java.io.ByteArrayOutputStream;

/** Takes modules apart, and puts some of it together again. */
final class Sections {
    private static final int HEADER = 8;
    private static final int CUSTOM = 0;
    private static final int CODE = 10;

    private Sections() {
    }

    /** A module without the custom sections whose names begin so. */
    static byte[] without(byte[] wasm, String custom) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        kept.write(wasm, 0, HEADER);
        BinaryReader in = new BinaryReader(wasm);
        in.skip(HEADER);
        while (in.hasRemaining()) {
            int from = in.position();
            boolean drop = in.u8() == CUSTOM;
            BinaryReader content = in.part(in.u32());
            if (!drop || !content.name().startsWith(custom)) {
                kept.write(wasm, from, in.position() - from);
            }
        }
        return kept.toByteArray();
    }

    /** The content of the code section. */
    static byte[] code(byte[] wasm) {
        BinaryReader in = new BinaryReader(wasm);
        in.skip(HEADER);
        while (true) {
            int id = in.u8();
            BinaryReader content = in.part(in.u32());
            if (id == CODE) {
                return content.bytes();
            }
        }
    }
}
