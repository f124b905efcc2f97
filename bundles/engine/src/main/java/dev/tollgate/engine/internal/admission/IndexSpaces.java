package dev.tollgate.engine.internal.admission;

/** What of a module can be named by a number, as far as it has been read. */
final class IndexSpaces {
    final TypeTable types = new TypeTable();
    final TypeGraph graph = new TypeGraph();
    /** The type of each function, the imported ones first. */
    final IntList functions = new IntList();
    final IntList tags = new IntList();
    int importedFunctions;
    int tables;
    int memories;
    int globals;
    int elements;
    /** From the data count section; without one no instruction can name a segment. */
    int data;

    /** Whether the number that stands at {@code at} names something. */
    void check(Immediate kind, long index, int at) {
        switch (kind) {
            case FUNCTION -> below(functions.size(), index, at, "function");
            case FUNCTION_TYPE -> type(TypeTable.Kind.FUNCTION, index, at);
            case STRUCT_TYPE -> type(TypeTable.Kind.STRUCT, index, at);
            case ARRAY_TYPE -> type(TypeTable.Kind.ARRAY, index, at);
            case TABLE -> below(tables, index, at, "table");
            case MEMORY -> below(memories, index, at, "memory");
            case TAG -> below(tags.size(), index, at, "tag");
            case GLOBAL -> below(globals, index, at, "global");
            case DATA -> below(data, index, at, "data segment");
            case ELEMENT -> below(elements, index, at, "element segment");
            case VALUE_TYPE -> ValueTypes.check(index, at);
            case HEAP_TYPE -> heapType(index, at);
            default -> {
            }
        }
    }

    void heapType(long type, int at) {
        ValueTypes.checkHeap(type, at);
        if (type >= 0) {
            below(types.size(), type, at, "type");
        }
    }

    private void type(TypeTable.Kind kind, long index, int at) {
        below(types.size(), index, at, "type");
        if (types.kind((int) index) != kind) {
            throw new MalformedException(at, "type " + index + " is of another kind than is needed here");
        }
    }

    static void below(int size, long index, int at, String what) {
        if (index >= size) {
            throw new MalformedException(at, "there is no " + what + " " + index + ", only " + size);
        }
    }
}
