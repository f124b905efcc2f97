package dev.tollgate.engine.internal.admission;

/**
 * The custom section "name", which the engine reads into sorted lists: each entry is put at its place, so that entries in
 * falling order take it quadratic time. They must rise, as the specification has it.
 */
final class NameSection {
    static final String NAME = "name";

    private static final int MODULE = 0;
    private static final int FUNCTIONS = 1;
    private static final int LOCALS = 2;
    private static final int LABELS = 3;
    private static final int TABLES = 5;
    private static final int DATA = 9;
    private static final int TAGS = 11;

    private final Reasons reasons;
    private long entries;

    NameSection(Reasons reasons) {
        this.reasons = reasons;
    }

    void check(BinaryReader in) {
        while (in.hasRemaining()) {
            int id = in.u8();
            BinaryReader part = in.part(in.u32());
            if (id == MODULE) {
                name(part);
            } else if (id == LOCALS || id == LABELS) {
                eachRising(part, () -> eachRising(part, () -> name(part)));
            } else if (id == FUNCTIONS || id >= TABLES && id <= DATA || id == TAGS) {
                eachRising(part, () -> name(part));
            } else {
                continue;
            }
            part.finished();
        }
        reasons.check(Bound.DEBUG_NAMES, entries);
    }

    private void name(BinaryReader in) {
        BinaryReader bytes = in.part(in.u32());
        reasons.check(Bound.DEBUG_NAME_BYTES, bytes.remaining(), "a name in its name section");
    }

    private void eachRising(BinaryReader in, Runnable entry) {
        long before = -1;
        for (int left = in.count(2); left > 0; left--) {
            int at = in.position();
            long index = in.u32();
            if (index <= before) {
                throw new MalformedException(at, "the names in the name section are not in rising order");
            }
            before = index;
            entries++;
            entry.run();
        }
    }

    /** The name of a function as the section has it, or an empty text. */
    static String function(BinaryReader in, int function) {
        try {
            while (in.hasRemaining()) {
                int id = in.u8();
                BinaryReader part = in.part(in.u32());
                if (id == FUNCTIONS) {
                    return find(part, function);
                }
            }
        } catch (MalformedException unreadable) {
            return "";
        }
        return "";
    }

    private static String find(BinaryReader in, int function) {
        for (int left = in.count(2); left > 0; left--) {
            long index = in.u32();
            if (index == function) {
                return in.name();
            }
            in.skip(in.u32());
        }
        return "";
    }
}
