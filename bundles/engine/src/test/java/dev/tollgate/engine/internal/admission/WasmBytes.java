package dev.tollgate.engine.internal.admission;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.IntFunction;

/** Writes modules byte by byte, as no toolchain would. */
public final class WasmBytes {
    public static final int TYPE = 1;
    public static final int IMPORT = 2;
    public static final int FUNCTION = 3;
    public static final int TABLE = 4;
    public static final int MEMORY = 5;
    public static final int GLOBAL = 6;
    public static final int EXPORT = 7;
    public static final int ELEMENT = 9;
    public static final int CODE = 10;
    public static final int DATA = 11;
    public static final int DATA_COUNT = 12;
    public static final int TAG = 13;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static WasmBytes of(int... bytes) {
        return new WasmBytes().add(bytes);
    }

    public static WasmBytes module() {
        return of(0, 'a', 's', 'm', 1, 0, 0, 0);
    }

    /** A module whose functions have the type {@code () -> ()}. */
    public static WasmBytes functions(int count, IntFunction<WasmBytes> body) {
        return functions(of(1, 0x60, 0, 0), count, body);
    }

    /** A module whose functions have the first of these types; there is a memory of one page. */
    public static WasmBytes functions(WasmBytes types, int count, IntFunction<WasmBytes> body) {
        WasmBytes code = new WasmBytes().u32(count);
        for (int i = 0; i < count; i++) {
            code.sized(body.apply(i));
        }
        return module().section(TYPE, types).section(FUNCTION, new WasmBytes().u32(count).repeat(count, 0))
                .section(MEMORY, of(1, 0, 1)).section(CODE, code);
    }

    /** The beginning of a body with so many locals of type i32. */
    public static WasmBytes locals(int count) {
        return of(1).u32(count).add(0x7f);
    }

    public WasmBytes add(int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
        return this;
    }

    public WasmBytes hex(String digits) {
        out.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
        return this;
    }

    public WasmBytes u32(long value) {
        long left = value;
        for (; left > 0x7f; left >>>= 7) {
            out.write((int) (left & 0x7f | 0x80));
        }
        out.write((int) left);
        return this;
    }

    /** A type's index where a type's code may stand as well. */
    public WasmBytes s33(long index) {
        long left = index;
        for (; left > 0x3f; left >>>= 7) {
            out.write((int) (left & 0x7f | 0x80));
        }
        out.write((int) left);
        return this;
    }

    public WasmBytes repeat(int times, int... bytes) {
        for (int i = 0; i < times; i++) {
            add(bytes);
        }
        return this;
    }

    public WasmBytes add(WasmBytes other) {
        out.writeBytes(other.bytes());
        return this;
    }

    public WasmBytes sized(WasmBytes content) {
        return u32(content.size()).add(content);
    }

    public WasmBytes name(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        u32(text.length);
        out.writeBytes(text);
        return this;
    }

    public WasmBytes section(int id, WasmBytes content) {
        return add(id).sized(content);
    }

    public int size() {
        return out.size();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
