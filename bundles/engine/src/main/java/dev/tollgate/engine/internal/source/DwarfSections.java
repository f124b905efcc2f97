package dev.tollgate.engine.internal.source;

import dev.tollgate.engine.internal.admission.BinaryReader;
import java.util.HashMap;
import java.util.Map;

/**
 * The custom sections of a module that name its sources.
 *
 * @param line     {@code .debug_line}: the line tables
 * @param lineText {@code .debug_line_str}: names of files
 * @param text     {@code .debug_str}: other names, of files too
 * @param codeSize how long the content of the code section is, at whose beginning all addresses begin
 */
record DwarfSections(byte[] line, byte[] lineText, byte[] text, int codeSize) {
    private static final int HEADER = 8;
    private static final int CUSTOM = 0;
    private static final int CODE = 10;
    private static final String LINE = ".debug_line";
    private static final String LINE_TEXT = ".debug_line_str";
    private static final String TEXT = ".debug_str";
    private static final byte[] NONE = {};

    /** Those of a module that was checked before. */
    static DwarfSections of(byte[] wasm) {
        Map<String, byte[]> found = new HashMap<>();
        int codeSize = 0;
        BinaryReader in = new BinaryReader(wasm);
        in.skip(HEADER);
        while (in.hasRemaining()) {
            int id = in.u8();
            BinaryReader content = in.part(in.u32());
            if (id == CODE) {
                codeSize = content.remaining();
            } else if (id == CUSTOM) {
                String name = content.name();
                if (name.equals(LINE) || name.equals(LINE_TEXT) || name.equals(TEXT)) {
                    found.putIfAbsent(name, content.bytes());
                }
            }
        }
        return new DwarfSections(found.getOrDefault(LINE, NONE), found.getOrDefault(LINE_TEXT, NONE), found.getOrDefault(TEXT, NONE), codeSize);
    }
}
