package dev.tollgate.engine.internal.admission;

/** Value types where something is declared. */
final class TypeReading {
    private TypeReading() {
    }

    /** Reads a value type; the index of the type it names, or -1. */
    static int value(BinaryReader in, IndexSpaces spaces, Effort effort) {
        int at = in.position();
        long code = ValueTypes.read(in);
        ValueTypes.check(code, at);
        return ValueTypes.reference(code) ? heap(in, spaces, effort) : -1;
    }

    static int reference(BinaryReader in, IndexSpaces spaces, Effort effort) {
        if (ValueTypes.number(in.peek())) {
            throw in.malformed("there must be a reference type here");
        }
        return value(in, spaces, effort);
    }

    private static int heap(BinaryReader in, IndexSpaces spaces, Effort effort) {
        int at = in.position();
        long type = in.s33();
        spaces.heapType(type, at);
        if (type < 0) {
            return -1;
        }
        // The engine computes the hash of the whole type each time that it is named.
        effort.references = true;
        effort.steps += spaces.types.parts((int) type);
        return (int) type;
    }
}
