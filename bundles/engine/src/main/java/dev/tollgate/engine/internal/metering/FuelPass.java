package dev.tollgate.engine.internal.metering;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

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
    private static final int GLOBALS = 6;
    private static final int START = 8;
    private static final int ELEMENTS = 9;
    private static final int CODE = 10;
    private static final int TAGS = 13;
    private static final byte[] NO_PAGES = {1, 1, 0, 0};

    private final byte[] wasm;
    private FunctionTypes types = new FunctionTypes();
    private final List<Integer> functionTypes = new ArrayList<>();

    /** The functions that can be called through a table or a reference. */
    private final BitSet addressed = new BitSet();

    private final List<Sites> sites = new ArrayList<>();
    private int[] entryCosts = {};
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
     * @param entry what whoever calls a function from outside has to pay for its first run, by the function's index
     * @param sites the places of the functions that it has bodies of, in their order
     */
    public record Metered(byte[] wasm, OptionalInt start, int[] entry, List<Sites> sites) {
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
        int[] entry = IntStream.range(0, functionTypes.size()).map(i -> i < importedFunctions ? 0 : prepaid(i)).toArray();
        return new Metered(write(sections), start < 0 ? OptionalInt.empty() : OptionalInt.of(start), entry, sites);
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
                memory = content.u32() > 0;
                if (!memory) {
                    return;
                }
            }
            case TABLES -> tables(content);
            case GLOBALS -> {
                for (int left = content.u32(); left > 0; left--) {
                    content.skipValueType();
                    content.skip(1);
                    Instructions.functionsNamed(content, addressed);
                }
            }
            case ELEMENTS -> elements(content);
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

    private void tables(WasmReader in) {
        for (int left = in.u32(); left > 0; left--) {
            boolean initialised = in.bytes[in.at] == 0x40;
            in.skip(initialised ? 2 : 0);
            in.skipValueType();
            limits(in);
            if (initialised) {
                Instructions.functionsNamed(in, addressed);
            }
        }
    }

    private void elements(WasmReader in) {
        for (int left = in.u32(); left > 0; left--) {
            int form = in.u32();
            boolean active = (form & 1) == 0;
            boolean expressions = (form & 4) != 0;
            if (active && (form & 2) != 0) {
                in.skipNumber();
            }
            if (active) {
                Instructions.functionsNamed(in, addressed);
            }
            if ((form & 3) != 0) {
                in.skipValueType();
            }
            for (int entries = in.u32(); entries > 0; entries--) {
                if (expressions) {
                    Instructions.functionsNamed(in, addressed);
                } else {
                    addressed.set(in.u32());
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
        int base = in.at;
        int count = in.u32();
        out.u32(count);
        int first = in.at;
        forEachBody(in, count, (function, body) -> Instructions.functionsNamed(body.code(), addressed));
        entryCosts = new int[count];
        in.at = first;
        forEachBody(in, count, (function, body) -> entryCosts[function - importedFunctions] = metered(function, body).entryCost());
        in.at = first;
        forEachBody(in, count, (function, body) -> {
            MeteredBody.Rewritten rewritten = metered(function, body).rewritten(this::prepaid, addressed.get(function), base);
            out.sized(rewritten.bytes());
            sites.add(rewritten.sites());
        });
        return out.bytes();
    }

    private interface BodyReader {
        void read(int function, WasmReader body);
    }

    private void forEachBody(WasmReader in, int count, BodyReader reader) {
        for (int i = 0; i < count; i++) {
            int size = in.u32();
            reader.read(importedFunctions + i, new WasmReader(wasm, in.at, in.at + size));
            in.skip(size);
        }
    }

    private MeteredBody metered(int function, WasmReader body) {
        return new MeteredBody(body, functionTypes.get(function), types, importedFunctions);
    }

    /** What a direct call pays for the first run of the function. */
    private int prepaid(int function) {
        return addressed.get(function) ? 0 : entryCosts[function - importedFunctions];
    }
}
