package dev.tollgate.engine.internal.admission;

import java.util.List;
import java.util.Set;

/**
 * Goes once through the bytes of a module before the engine's parser is let near it: whether they are what they say they
 * are, whether every number names something, and whether there is more of anything than a host can carry. It needs time in
 * proportion to the bytes, and little memory beside them.
 *
 * <p>The layout is that of the WebAssembly core specification 3.0, section 5.5.
 */
public final class ModuleCheck {
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    private static final int VERSION = 1;
    private static final int COMPONENT_LAYER = 1;
    private static final int CODE = 10;
    private static final int CUSTOM = 0;
    /** For each section by its number the place that it must have among the others. */
    private static final int[] PLACES = {0, 1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 13, 11, 6};

    private final BinaryReader in;
    private final Reasons reasons = new Reasons();
    private final IndexSpaces spaces = new IndexSpaces();
    private final Effort effort = new Effort();
    private final Declarations declarations = new Declarations(spaces, reasons, effort);
    private final Segments segments = new Segments(spaces, reasons, effort);
    private final FunctionCheck functions = new FunctionCheck(spaces, reasons, effort);
    private byte[] names = {};
    private long customBytes;
    private int customSections;
    private int place;
    private int bodies;
    private int announcedData = -1;
    private int data;
    private boolean typesKnown = true;

    public ModuleCheck(byte[] wasm) {
        in = new BinaryReader(wasm);
    }

    /** The functions of a module that was {@linkplain #check checked}, of which perhaps no Java method can be made. */
    public Set<Integer> large() {
        return effort.large;
    }

    /** How many instructions were read. */
    long instructions() {
        return effort.instructions;
    }

    /** Why it is refused: everything that was found, or nothing. */
    public List<String> check() {
        reasons.check(Bound.MODULE_BYTES, in.remaining());
        if (reasons.empty()) {
            try {
                header();
                while (in.hasRemaining()) {
                    section();
                }
                end();
            } catch (MalformedException malformed) {
                reasons.malformed(malformed);
            } catch (UnsupportedException unsupported) {
                reasons.uses(unsupported.feature());
            }
            reasons.inNoFunction();
            reasons.check(Bound.CUSTOM_BYTES, customBytes);
            reasons.check(Bound.CUSTOM_SECTIONS, customSections);
            effort.check(reasons);
        }
        return reasons.list(index -> NameSection.function(new BinaryReader(names), index));
    }

    private void header() {
        for (byte expected : MAGIC) {
            if (!in.hasRemaining() || in.u8() != expected) {
                throw new MalformedException(0, "it does not begin as one");
            }
        }
        int version = in.u8() | in.u8() << 8;
        int layer = in.u8() | in.u8() << 8;
        if (layer == COMPONENT_LAYER) {
            throw new UnsupportedException(Feature.COMPONENT);
        }
        if (version != VERSION || layer != 0) {
            throw new MalformedException(4, "its version is " + version + ", and only " + VERSION + " is known");
        }
    }

    private void section() {
        int at = in.position();
        int id = in.u8();
        if (id >= PLACES.length) {
            throw new MalformedException(at, "there is no section with the number " + id);
        }
        BinaryReader content = in.part(in.u32());
        if (id == CUSTOM) {
            custom(content);
            return;
        }
        if (PLACES[id] <= place) {
            throw new MalformedException(at, "section " + id + " comes twice or too late");
        }
        place = PLACES[id];
        switch (id) {
            case 1 -> typesKnown = new TypeSection(content, spaces, reasons, effort).read();
            case 2 -> declarations.imports(content);
            case 3 -> declarations.functions(content);
            case 4 -> declarations.tables(content);
            case 5 -> declarations.memories(content);
            case 6 -> declarations.globals(content);
            case 7 -> declarations.exports(content);
            case 8 -> declarations.start(content);
            case 9 -> segments.elements(content);
            case CODE -> code(content);
            case 11 -> data = segments.data(content);
            case 12 -> {
                announcedData = (int) Math.min(Integer.MAX_VALUE, content.u32());
                spaces.data = announcedData;
            }
            default -> declarations.tags(content);
        }
        if (!typesKnown || declarations.incomplete()) {
            // What follows would be about things that are not known now.
            in.skip(in.remaining());
        } else {
            content.finished();
        }
    }

    private void custom(BinaryReader content) {
        customSections++;
        customBytes += content.remaining();
        if (Declarations.name(content, reasons).equals(NameSection.NAME)) {
            names = content.bytes();
            new NameSection(reasons).check(content);
        }
    }

    private void code(BinaryReader content) {
        reasons.check(Bound.CODE_BYTES, content.remaining());
        bodies = content.count(3);
        int defined = spaces.functions.size() - spaces.importedFunctions;
        if (bodies != defined) {
            throw content.malformed("there are " + bodies + " bodies for " + defined + " functions");
        }
        for (int i = 0; i < bodies && !reasons.enough(); i++) {
            int function = spaces.importedFunctions + i;
            BinaryReader body = content.part(content.u32());
            reasons.in(function);
            try {
                functions.check(function, body);
            } catch (MalformedException malformed) {
                reasons.malformed(malformed);
            } catch (UnsupportedException unsupported) {
                reasons.uses(unsupported.feature());
            }
            reasons.inNoFunction();
        }
        if (reasons.enough()) {
            content.skip(content.remaining());
        }
    }

    private void end() {
        if (place == 0 || !reasons.empty()) {
            return;
        }
        int defined = spaces.functions.size() - spaces.importedFunctions;
        if (bodies != defined) {
            throw in.malformed("there are " + bodies + " bodies for " + defined + " functions");
        }
        if (announcedData >= 0 && announcedData != data) {
            throw in.malformed("there are " + data + " data segments where " + announcedData + " were announced");
        }
    }
}
