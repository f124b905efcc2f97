package dev.tollgate.engine.internal.metering;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Rewrites a module so that it meters itself: each function pays for its instructions and counts its calls, in the terms of
 * {@link FuelCode} and at the prices of {@link FuelSchedule}. What the module does stays as it is, and so does every index but
 * those of its own types. Every function type gets one parameter more, so whoever calls an export, or is imported,
 * passes or is passed the calls left.
 *
 * <p>Only for modules that were validated: an index past a function's locals would become one of ours.
 */
public final class FuelPass {
    private static final int HEADER = 8;
    private static final int TYPES = 1;
    private static final int IMPORTS = 2;
    private static final int FUNCTIONS = 3;
    private static final int TABLES = 4;
    private static final int MEMORIES = 5;
    private static final int START = 8;
    private static final int CODE = 10;
    private static final int TAGS = 13;
    private static final byte[] NO_PAGES = {1, 1, 0, 0};

    private final byte[] wasm;
    private FunctionTypes types = new FunctionTypes();
    private final List<Integer> functionTypes = new ArrayList<>();
    private int importedFunctions;
    private boolean memory;
    private int start = -1;

    private FuelPass(byte[] wasm) {
        this.wasm = wasm;
    }

    /**
     * A module that meters itself.
     *
     * @param start the function that has to be called when an instance is made; the module's own start section is gone,
     *              because it could not pass the calls left
     */
    public record Metered(byte[] wasm, OptionalInt start) {
    }

    /** One section: its number and where its content lies, or the content that takes its place. */
    private record Section(int id, int from, int to, byte[] content) {
    }

    public static Metered meter(byte[] wasm) {
        return new FuelPass(wasm).rewrite();
    }

    private Metered rewrite() {
        List<Section> sections = new ArrayList<>();
        WasmReader in = new WasmReader(wasm, HEADER, wasm.length);
        while (in.more()) {
            int id = in.u8();
            int size = in.u32();
            WasmReader content = new WasmReader(wasm, in.at, in.at + size);
            in.skip(size);
            read(id, content, sections);
        }
        return new Metered(write(sections), start < 0 ? OptionalInt.empty() : OptionalInt.of(start));
    }

    private void read(int id, WasmReader content, List<Section> sections) {
        int from = content.at;
        byte[] replaced = null;
        switch (id) {
            case TYPES -> types = new FunctionTypes(content);
            case IMPORTS -> imports(content);
            case FUNCTIONS -> {
                for (int left = content.u32(); left > 0; left--) {
                    functionTypes.add(content.u32());
                }
            }
            case MEMORIES -> {
                memory = true;
                if (content.bytes[content.at] == 0) {
                    memory = false;
                    return;
                }
            }
            case TAGS -> replaced = tags(content);
            case START -> {
                start = content.u32();
                return;
            }
            case CODE -> replaced = code(content);
            default -> { }
        }
        sections.add(new Section(id, from, content.end, replaced));
    }

    private byte[] write(List<Section> sections) {
        WasmWriter out = new WasmWriter().raw(wasm, 0, HEADER);
        boolean needed = !memory;
        for (Section section : sections) {
            if (needed && section.id() > 0 && section.id() > TABLES) {
                out.u8(MEMORIES).sized(NO_PAGES);
                needed = false;
            }
            byte[] content = section.id() == TYPES ? types.section() : section.content();
            out.u8(section.id());
            if (content == null) {
                out.u32(section.to() - section.from()).raw(wasm, section.from(), section.to());
            } else {
                out.sized(content);
            }
        }
        if (needed) {
            out.u8(MEMORIES).sized(NO_PAGES);
        }
        return out.bytes();
    }

    private void imports(WasmReader in) {
        for (int left = in.u32(); left > 0; left--) {
            in.skip(in.u32());
            in.skip(in.u32());
            switch (in.u8()) {
                case 0 -> {
                    functionTypes.add(in.u32());
                    importedFunctions++;
                }
                case 1 -> {
                    in.skipValueType();
                    limits(in);
                }
                case 2 -> {
                    memory = true;
                    limits(in);
                }
                case 3 -> {
                    in.skipValueType();
                    in.skip(1);
                }
                default -> {
                    in.skip(1);
                    in.skipNumber();
                }
            }
        }
    }

    private static void limits(WasmReader in) {
        boolean most = (in.u8() & 1) != 0;
        in.skipNumber();
        if (most) {
            in.skipNumber();
        }
    }

    private byte[] tags(WasmReader in) {
        WasmWriter out = new WasmWriter();
        int count = in.u32();
        out.u32(count);
        for (int i = 0; i < count; i++) {
            out.u8(in.u8()).u32(types.original(in.u32()));
        }
        return out.bytes();
    }

    private byte[] code(WasmReader in) {
        WasmWriter out = new WasmWriter();
        int count = in.u32();
        out.u32(count);
        for (int i = 0; i < count; i++) {
            int size = in.u32();
            WasmReader body = new WasmReader(wasm, in.at, in.at + size);
            out.sized(new MeteredBody(body, functionTypes.get(importedFunctions + i), types).rewrite());
            in.skip(size);
        }
        return out.bytes();
    }
}
