package dev.tollgate.engine.internal.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What stands before a line number program (DWARF 5, section 6.2.4; versions 2 to 4 differ in the lists of folders and files). */
final class LineHeader {
    private static final int FIRST = 2;
    private static final int LAST = 5;
    private static final int PATH = 1;
    private static final int FOLDER = 2;
    private static final int UNASKED = -2;
    private static final int ENTRY_STEPS = 16;
    private static final int BYTES_A_STEP = 4;

    /** A file as a table names it: 0 is the folder of the build in all versions. */
    private record File(String name, long folder) {
    }

    private final DwarfSections sections;
    private final Steps steps;
    private final boolean wide;
    private final List<String> folders = new ArrayList<>();
    private final List<File> files = new ArrayList<>();
    private int[] operands;
    private int[] numbers;
    private boolean fromOne;
    int leastAdvance;
    int lineBase;
    int lineRange;
    int opcodeBase;

    /** @param wide whether offsets have 64 bits */
    LineHeader(DwarfSections sections, Steps steps, boolean wide) {
        this.sections = sections;
        this.steps = steps;
        this.wide = wide;
    }

    /** Reads it, and leaves the reader at the program. */
    void read(DwarfReader unit) {
        int version = unit.u16();
        if (version < FIRST || version > LAST) {
            throw new MalformedDwarfException();
        }
        if (version == LAST) {
            // The sizes of an address and of a segment's selector.
            unit.skip(2);
        }
        DwarfReader in = unit.part(offset(unit));
        leastAdvance = in.u8();
        if (version >= 4) {
            // Operations of one instruction: WebAssembly's are single.
            in.u8();
        }
        // Whether a line begins a statement makes no difference here.
        in.u8();
        lineBase = (byte) in.u8();
        lineRange = in.u8();
        opcodeBase = in.u8();
        if (lineRange == 0 || opcodeBase == 0) {
            throw new MalformedDwarfException();
        }
        operands = new int[opcodeBase];
        for (int i = 1; i < opcodeBase; i++) {
            operands[i] = in.u8();
        }
        if (version == LAST) {
            entries(in, folders);
            entries(in, null);
        } else {
            fromOne = true;
            lists(in);
        }
        numbers = new int[files.size()];
        Arrays.fill(numbers, UNASKED);
    }

    /** How many operands an opcode has that nobody here knows. */
    int operands(int opcode) {
        return operands[opcode];
    }

    /** The number of one of its files. */
    int file(long index, SourceFiles all) {
        long at = fromOne ? index - 1 : index;
        if (at < 0 || at >= numbers.length) {
            return SourceFiles.UNKNOWN;
        }
        if (numbers[(int) at] == UNASKED) {
            File file = files.get((int) at);
            String folder = file.folder() <= 0 || file.folder() >= folders.size() ? "" : folders.get((int) file.folder());
            numbers[(int) at] = all.number(folder, file.name());
        }
        return numbers[(int) at];
    }

    /** As versions 2 to 4 have them: texts, an empty one at the end. */
    private void lists(DwarfReader in) {
        folders.add("");
        for (String folder = text(in); !folder.isEmpty(); folder = text(in)) {
            folders.add(folder);
        }
        for (String name = text(in); !name.isEmpty(); name = text(in)) {
            files.add(new File(name, in.uleb()));
            // When it was changed, and how long it is.
            in.uleb();
            in.uleb();
        }
    }

    private String text(DwarfReader in) {
        return charged(in.text(SourceFiles.MOST_PATH));
    }

    /** Whoever names many files, or one at length, has less for all the rest. */
    private String charged(String text) {
        steps.take(ENTRY_STEPS + text.length() / BYTES_A_STEP);
        return text;
    }

    /** As version 5 has them: what an entry is made of, and the entries. */
    private void entries(DwarfReader in, List<String> names) {
        int parts = in.u8();
        long[] types = new long[parts];
        long[] forms = new long[parts];
        for (int i = 0; i < parts; i++) {
            types[i] = in.uleb();
            forms[i] = in.uleb();
        }
        for (long left = in.uleb(); left != 0; left--) {
            steps.take(ENTRY_STEPS);
            String path = "";
            long folder = 0;
            for (int i = 0; i < parts; i++) {
                if (types[i] == PATH) {
                    path = path(in, (int) forms[i]);
                } else if (types[i] == FOLDER) {
                    folder = number(in, (int) forms[i]);
                } else {
                    number(in, (int) forms[i]);
                }
            }
            if (names != null) {
                names.add(path);
            } else {
                files.add(new File(path, folder));
            }
        }
    }

    private String path(DwarfReader in, int form) {
        return switch (form) {
            case 0x08 -> text(in);
            case 0x0e -> charged(DwarfReader.of(sections.text(), offset(in)).beginning(SourceFiles.MOST_PATH));
            case 0x1f -> charged(DwarfReader.of(sections.lineText(), offset(in)).beginning(SourceFiles.MOST_PATH));
            default -> {
                number(in, form);
                yield "";
            }
        };
    }

    /** A value that is a number, or is passed over. */
    private long number(DwarfReader in, int form) {
        return switch (form) {
            case 0x0b, 0x25 -> in.u8();
            case 0x05, 0x26 -> in.u16();
            case 0x27 -> in.unsigned(3);
            case 0x06, 0x28 -> in.u32();
            case 0x07 -> in.unsigned(8);
            case 0x1e -> in.unsigned(16);
            case 0x0f, 0x1a -> in.uleb();
            case 0x0d -> in.sleb();
            case 0x0e, 0x1f, 0x17 -> offset(in);
            case 0x08 -> {
                in.text(0);
                yield 0;
            }
            case 0x09 -> {
                in.skip(in.uleb());
                yield 0;
            }
            default -> throw new MalformedDwarfException();
        };
    }

    private long offset(DwarfReader in) {
        return wide ? in.unsigned(8) : in.u32();
    }
}
