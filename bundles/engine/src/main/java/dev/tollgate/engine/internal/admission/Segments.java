package dev.tollgate.engine.internal.admission;

/** Reads the sections that say what lies in tables and memories: element segments and data segments. */
final class Segments {
    private static final int PASSIVE = 1;
    private static final int NAMES_TABLE = 2;
    private static final int EXPRESSIONS = 4;
    private static final int LAST_ELEMENT = 7;
    private static final int ACTIVE_DATA = 0;
    private static final int PASSIVE_DATA = 1;
    private static final int DATA_OF_A_MEMORY = 2;

    private final IndexSpaces spaces;
    private final Reasons reasons;
    private final Effort effort;
    private final ConstantCheck constants;

    Segments(IndexSpaces spaces, Reasons reasons, Effort effort) {
        this.spaces = spaces;
        this.reasons = reasons;
        this.effort = effort;
        constants = new ConstantCheck(spaces, reasons, effort);
    }

    void elements(BinaryReader in) {
        int count = in.count(2);
        reasons.check(Bound.ELEMENT_SEGMENTS, count);
        spaces.elements = count;
        long elements = 0;
        for (int left = count; left > 0; left--) {
            elements += segment(in);
        }
        reasons.check(Bound.ELEMENTS, elements);
    }

    private int segment(BinaryReader in) {
        int at = in.position();
        int flags = (int) in.u32();
        if (flags < 0 || flags > LAST_ELEMENT) {
            throw new MalformedException(at, "there is no such kind of element segment");
        }
        boolean active = (flags & PASSIVE) == 0;
        boolean typed = (flags & (PASSIVE | NAMES_TABLE)) != 0;
        boolean expressions = (flags & EXPRESSIONS) != 0;
        if (active) {
            if ((flags & NAMES_TABLE) == 0) {
                spaces.check(Immediate.TABLE, 0, at);
            } else {
                index(in, Immediate.TABLE);
            }
            constants.check(in);
        }
        if (typed && expressions) {
            TypeReading.reference(in, spaces, effort);
        } else if (typed && in.u8() != 0) {
            throw in.malformed("there is no such kind of element");
        }
        int count = in.count(1);
        for (int i = 0; i < count; i++) {
            if (expressions) {
                constants.check(in);
            } else {
                index(in, Immediate.FUNCTION);
            }
        }
        return count;
    }

    /** How many there are. */
    int data(BinaryReader in) {
        int count = in.count(2);
        reasons.check(Bound.DATA_SEGMENTS, count);
        long bytes = 0;
        for (int left = count; left > 0; left--) {
            int at = in.position();
            switch ((int) in.u32()) {
                case ACTIVE_DATA -> {
                    spaces.check(Immediate.MEMORY, 0, at);
                    constants.check(in);
                }
                case PASSIVE_DATA -> {
                }
                case DATA_OF_A_MEMORY -> {
                    index(in, Immediate.MEMORY);
                    constants.check(in);
                }
                default -> throw new MalformedException(at, "there is no such kind of data segment");
            }
            long length = in.u32();
            in.skip(length);
            bytes += length;
        }
        reasons.check(Bound.DATA_BYTES, bytes);
        return count;
    }

    private void index(BinaryReader in, Immediate kind) {
        int at = in.position();
        spaces.check(kind, in.u32(), at);
    }
}
