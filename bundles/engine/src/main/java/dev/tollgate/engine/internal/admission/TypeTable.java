package dev.tollgate.engine.internal.admission;

/** The types of a module by their index: of what kind, and how many parameters, results or fields each has. */
final class TypeTable {
    enum Kind {
        FUNCTION, STRUCT, ARRAY
    }

    private static final Kind[] KINDS = Kind.values();

    private final IntList kinds = new IntList();
    private final IntList first = new IntList();
    private final IntList results = new IntList();

    void add(Kind kind, int parametersOrFields, int resultCount) {
        kinds.add(kind.ordinal());
        first.add(parametersOrFields);
        results.add(resultCount);
    }

    int size() {
        return kinds.size();
    }

    Kind kind(int type) {
        return KINDS[kinds.get(type)];
    }

    int parameters(int type) {
        return first.get(type);
    }

    int fields(int type) {
        return first.get(type);
    }

    int results(int type) {
        return results.get(type);
    }

    /** How much there is to look at when the type is. */
    int parts(int type) {
        return 1 + first.get(type) + results.get(type);
    }
}
