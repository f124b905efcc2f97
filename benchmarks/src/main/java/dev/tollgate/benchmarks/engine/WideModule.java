package dev.tollgate.benchmarks.engine;

import java.io.ByteArrayOutputStream;

/** A module of many functions of about 250 bytes, as a compiler makes them of a large program; it exports the handler {@code first}. */
final class WideModule {
    private static final int STEPS = 20;

    private WideModule() {
    }

    static byte[] of(int functions) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
        section(module, 1, new byte[] {1, 0x60, 0, 1, 0x7f});
        ByteArrayOutputStream types = new ByteArrayOutputStream();
        number(types, functions);
        types.writeBytes(new byte[functions]);
        section(module, 3, types.toByteArray());
        section(module, 5, new byte[] {1, 0, 1});
        section(module, 7, new byte[] {1, 5, 'f', 'i', 'r', 's', 't', 0, 0});
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        number(code, functions);
        for (int i = 0; i < functions; i++) {
            byte[] body = body(i);
            number(code, body.length);
            code.writeBytes(body);
        }
        section(module, 10, code.toByteArray());
        return module.toByteArray();
    }

    /** Stores sums of what it loads, and answers 0. */
    private static byte[] body(int function) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        for (int step = 0; step < STEPS; step++) {
            byte at = (byte) ((function + step) % 60);
            // i32.const at; i32.const at; i32.load 4; i32.const step; i32.add; i32.store
            body.writeBytes(new byte[] {0x41, at, 0x41, at, 0x28, 2, 4, 0x41, (byte) step, 0x6a, 0x36, 2, 0});
        }
        body.writeBytes(new byte[] {0x41, 0, 0x0b});
        return body.toByteArray();
    }

    private static void section(ByteArrayOutputStream module, int id, byte[] content) {
        module.write(id);
        number(module, content.length);
        module.writeBytes(content);
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7f) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
