package dev.tollgate.engine.internal;

import dev.tollgate.engine.internal.admission.BinaryReader;
import dev.tollgate.engine.internal.admission.InstructionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The opcodes of each body in a module, as our own reader sees them. */
final class CodeOf {
    private static final int HEADER = 8;
    private static final int CODE = 10;
    private static final int FIRST_REFERENCE = 0x63;
    private static final int LAST_REFERENCE = 0x64;

    private CodeOf() {
    }

    static List<int[]> module(byte[] wasm) {
        BinaryReader in = new BinaryReader(wasm);
        in.skip(HEADER);
        List<int[]> bodies = new ArrayList<>();
        while (in.hasRemaining()) {
            int id = in.u8();
            BinaryReader section = in.part(in.u32());
            if (id == CODE) {
                for (long left = section.u32(); left > 0; left--) {
                    bodies.add(body(section.part(section.u32())));
                }
            }
        }
        return bodies;
    }

    private static int[] body(BinaryReader in) {
        for (long groups = in.u32(); groups > 0; groups--) {
            in.u32();
            int type = in.u8();
            if (type >= FIRST_REFERENCE && type <= LAST_REFERENCE) {
                in.s33();
            }
        }
        InstructionReader instructions = new InstructionReader(in, (kind, value, at) -> { });
        IntStream.Builder opcodes = IntStream.builder();
        while (in.hasRemaining()) {
            opcodes.add(instructions.next().code());
        }
        return opcodes.build().toArray();
    }
}
