package dev.tollgate.engine.internal.admission;

import java.util.HashSet;
import java.util.Set;

/** Reads the sections that say what there is: types, imports, functions, tables, memories, tags, globals, exports. */
final class Declarations {
    private static final int FUNCTION = 0;
    private static final int TABLE = 1;
    private static final int MEMORY = 2;
    private static final int GLOBAL = 3;
    private static final int TAG = 4;
    private static final int TABLE_WITH_CONTENT = 0x40;
    private static final int HAS_MAXIMUM = 1;
    private static final int SHARED = 2;
    private static final int WIDE = 4;
    private static final int LAST_LIMITS = 7;

    private final IndexSpaces spaces;
    private final Reasons reasons;
    private final Effort effort;
    private final ConstantCheck constants;
    private boolean incomplete;

    Declarations(IndexSpaces spaces, Reasons reasons, Effort effort) {
        this.spaces = spaces;
        this.reasons = reasons;
        this.effort = effort;
        constants = new ConstantCheck(spaces, reasons, effort);
    }

    /** How many there are; where it is more than may be, the section is read no further. */
    private int count(BinaryReader in, int least, Bound bound, int before) {
        int count = in.count(least);
        reasons.check(bound, (long) before + count);
        if ((long) before + count > bound.most()) {
            in.skip(in.remaining());
            incomplete = true;
            return 0;
        }
        return count;
    }

    /** Whether something was too much to be read, so that nothing can be said about what refers to it. */
    boolean incomplete() {
        return incomplete;
    }

    void imports(BinaryReader in) {
        for (int left = count(in, 4, Bound.IMPORTS, 0); left > 0; left--) {
            name(in, reasons);
            name(in, reasons);
            int at = in.position();
            switch (in.u8()) {
                case FUNCTION -> {
                    functionType(in);
                    spaces.importedFunctions++;
                }
                case TABLE -> table(in, in.peek());
                case MEMORY -> memory(in);
                case GLOBAL -> global(in);
                case TAG -> tag(in);
                default -> throw new MalformedException(at, "there is no such kind of import");
            }
        }
    }

    static String name(BinaryReader in, Reasons reasons) {
        int at = in.position();
        BinaryReader name = in.part(in.u32());
        reasons.check(Bound.NAME_BYTES, name.remaining(), "the name at byte " + at);
        return name.text();
    }

    void functions(BinaryReader in) {
        for (int left = count(in, 1, Bound.FUNCTIONS, 0); left > 0; left--) {
            functionType(in);
        }
    }

    private void functionType(BinaryReader in) {
        int type = type(in);
        spaces.functions.add(type);
        effort.candidates += spaces.graph.callableAs(type);
    }

    private int type(BinaryReader in) {
        int at = in.position();
        long type = in.u32();
        spaces.check(Immediate.FUNCTION_TYPE, type, at);
        return (int) type;
    }

    void tables(BinaryReader in) {
        for (int left = count(in, 3, Bound.TABLES, spaces.tables); left > 0; left--) {
            int first = in.peek();
            if (first != TABLE_WITH_CONTENT) {
                table(in, first);
                continue;
            }
            in.u8();
            if (in.u8() != 0) {
                throw in.malformed("there is no such kind of table");
            }
            table(in, in.peek());
            constants.check(in);
        }
    }

    private void table(BinaryReader in, int type) {
        if (ValueTypes.number(type)) {
            throw in.malformed("a table of what is no reference");
        }
        TypeReading.value(in, spaces, effort);
        limits(in, Bound.TABLE_ENTRIES, "table " + spaces.tables, false);
        spaces.tables++;
    }

    void memories(BinaryReader in) {
        for (int left = count(in, 2, Bound.MEMORIES, spaces.memories); left > 0; left--) {
            memory(in);
        }
    }

    private void memory(BinaryReader in) {
        limits(in, Bound.MEMORY_PAGES, "memory " + spaces.memories, true);
        spaces.memories++;
    }

    private void limits(BinaryReader in, Bound bound, String subject, boolean boundedMaximum) {
        int at = in.position();
        int flags = in.u8();
        if (flags > LAST_LIMITS) {
            throw new MalformedException(at, "limits have flags that there are not");
        }
        if ((flags & SHARED) != 0) {
            reasons.uses(Feature.THREADS);
        }
        if ((flags & WIDE) != 0) {
            throw new UnsupportedException(Feature.MEMORY64);
        }
        long least = in.u32();
        reasons.check(bound, least, subject);
        if ((flags & HAS_MAXIMUM) != 0) {
            long most = in.u32();
            if (boundedMaximum) {
                reasons.check(bound, most, "the maximum of " + subject);
            }
            if (most < least) {
                throw new MalformedException(at, subject + " begins with more than its maximum");
            }
        }
    }

    void tags(BinaryReader in) {
        for (int left = count(in, 2, Bound.TAGS, spaces.tags.size()); left > 0; left--) {
            tag(in);
        }
    }

    private void tag(BinaryReader in) {
        if (in.u8() != 0) {
            throw in.malformed("there is no such kind of tag");
        }
        spaces.tags.add(type(in));
    }

    void globals(BinaryReader in) {
        for (int left = count(in, 3, Bound.GLOBALS, spaces.globals); left > 0; left--) {
            global(in);
            constants.check(in);
        }
    }

    private void global(BinaryReader in) {
        TypeReading.value(in, spaces, effort);
        if (in.u8() > 1) {
            throw in.malformed("a global is neither constant nor variable");
        }
        spaces.globals++;
    }

    void exports(BinaryReader in) {
        Set<String> names = new HashSet<>();
        for (int left = count(in, 3, Bound.EXPORTS, 0); left > 0; left--) {
            int at = in.position();
            if (!names.add(name(in, reasons))) {
                throw new MalformedException(at, "two exports have the same name");
            }
            Immediate kind = switch (in.u8()) {
                case FUNCTION -> Immediate.FUNCTION;
                case TABLE -> Immediate.TABLE;
                case MEMORY -> Immediate.MEMORY;
                case GLOBAL -> Immediate.GLOBAL;
                case TAG -> Immediate.TAG;
                default -> throw in.malformed("there is no such kind of export");
            };
            index(in, kind);
        }
    }

    void start(BinaryReader in) {
        index(in, Immediate.FUNCTION);
    }

    private void index(BinaryReader in, Immediate kind) {
        int at = in.position();
        spaces.check(kind, in.u32(), at);
    }
}
