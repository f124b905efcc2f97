package dev.tollgate.engine.internal.source;

import java.util.List;

/**
 * What a module's line tables say, read as far as they can be. They are the guest's: what is malformed in them costs its own part of them,
 * what is too large is left unread, and no more than {@value #MOST_STEPS} operations and names are looked at.
 */
public final class SourceLines {
    private static final int MOST_STEPS = 8_000_000;
    private static final long WIDE = 0xffffffffL;

    private final LineRows rows = new LineRows();
    private final SourceFiles files = new SourceFiles();
    private final Steps steps;

    private SourceLines(Steps steps) {
        this.steps = steps;
    }

    /** Those of a module that was checked before. */
    public static SourceLines of(byte[] wasm) {
        return of(DwarfSections.of(wasm), new Steps(MOST_STEPS));
    }

    static SourceLines of(DwarfSections sections, Steps steps) {
        SourceLines lines = new SourceLines(steps);
        lines.read(sections);
        lines.rows.sort();
        return lines;
    }

    private void read(DwarfSections sections) {
        DwarfReader in = new DwarfReader(sections.line());
        try {
            while (in.more()) {
                long length = in.u32();
                boolean wide = length == WIDE;
                unit(in.part(wide ? in.unsigned(8) : length), wide, sections);
            }
        } catch (MalformedDwarfException unreadable) {
            // Nobody knows where the next unit would begin.
        }
    }

    private void unit(DwarfReader in, boolean wide, DwarfSections sections) {
        steps.take(1);
        try {
            LineHeader header = new LineHeader(sections, steps, wide);
            header.read(in);
            new LineProgram(in, header, files, rows, steps, sections.codeSize()).run();
        } catch (MalformedDwarfException unreadable) {
            if (steps.over()) {
                throw unreadable;
            }
        }
    }

    /** The names of the files, by their numbers. */
    public List<String> files() {
        return files.names();
    }

    /** The line of an address, counted from the beginning of the code section's content; 0 where none is known. */
    public int line(int address) {
        int row = rows.at(address);
        return row < 0 || rows.file(row) == SourceFiles.UNKNOWN ? 0 : rows.line(row);
    }

    /** The number of the file of an address whose line is known. */
    public int file(int address) {
        return rows.file(rows.at(address));
    }
}
