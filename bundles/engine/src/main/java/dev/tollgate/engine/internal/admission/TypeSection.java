package dev.tollgate.engine.internal.admission;

/** Reads the types of a module into the {@link TypeTable}, and what names what into the {@link TypeGraph}. */
final class TypeSection {
    private static final int RECURSIVE_GROUP = 0x4E;
    private static final int FINAL_SUBTYPE = 0x4F;
    private static final int SUBTYPE = 0x50;
    private static final int ARRAY = 0x5E;
    private static final int STRUCT = 0x5F;
    private static final int FUNCTION = 0x60;

    private final BinaryReader in;
    private final TypeTable types;
    private final TypeGraph graph;
    private final Reasons reasons;
    private final Effort effort;
    /** A type may name the types of its own group and all before. */
    private int known;
    private long parts;
    /** Of a function type's parameters, as the JVM counts them: those of 64 bits take two. */
    private int slots;

    TypeSection(BinaryReader in, IndexSpaces spaces, Reasons reasons, Effort effort) {
        this.in = in;
        types = spaces.types;
        graph = spaces.graph;
        this.reasons = reasons;
        this.effort = effort;
    }

    /** Reads it all; false when there is more than is taken, and it was not read to its end. */
    boolean read() {
        int groups = in.count(2);
        reasons.check(Bound.TYPES, groups);
        for (int group = 0; group < groups && group < Bound.TYPES.most(); group++) {
            if (in.peek() == RECURSIVE_GROUP) {
                in.u8();
                group(in.count(2));
            } else {
                group(1);
            }
            if (known > Bound.TYPES.most() || parts > Bound.TYPE_PARTS.most()) {
                reasons.check(Bound.TYPES, known);
                reasons.check(Bound.TYPE_PARTS, parts);
                return false;
            }
        }
        if (groups > Bound.TYPES.most()) {
            return false;
        }
        reasons.check(Bound.SUBTYPE_DEPTH, graph.subtypeDepth());
        effort.comparison = graph.comparison();
        reasons.check(Bound.COMPARISON, effort.comparison);
        return reasons.empty();
    }

    private void group(int size) {
        known += size;
        if (known > Bound.TYPES.most()) {
            return;
        }
        graph.beginGroup(size);
        for (int i = 0; i < size && parts <= Bound.TYPE_PARTS.most(); i++) {
            subtype();
        }
        graph.endGroup();
    }

    private void subtype() {
        int form = in.u8();
        graph.add(form == SUBTYPE ? 0 : 1);
        int supertype = -1;
        if (form == SUBTYPE || form == FINAL_SUBTYPE) {
            int count = in.count(1);
            reasons.check(Bound.SUPERTYPES, count);
            for (int i = 0; i < count; i++) {
                int at = in.position();
                long index = in.u32();
                IndexSpaces.below(types.size(), index, at, "type before this one");
                supertype = (int) index;
                graph.refer(supertype);
            }
            form = in.u8();
        }
        graph.subtypeOf(supertype);
        composite(form);
    }

    private void composite(int form) {
        graph.add(form);
        int first = 1;
        int results = 0;
        switch (form) {
            case FUNCTION -> {
                slots = 0;
                first = values();
                reasons.check(Bound.PARAMETERS, slots, "type " + types.size());
                results = values();
                reasons.check(Bound.RESULTS, results, "type " + types.size());
            }
            case STRUCT -> {
                first = in.count(2);
                graph.add(first);
                for (int i = 0; i < first; i++) {
                    field();
                }
                reasons.check(Bound.FIELDS, first, "type " + types.size());
            }
            case ARRAY -> field();
            default -> throw new MalformedException(in.position() - 1, "there is no such form of a type");
        }
        parts += first + results;
        types.add(kind(form), first, results);
    }

    private static TypeTable.Kind kind(int form) {
        return switch (form) {
            case FUNCTION -> TypeTable.Kind.FUNCTION;
            case STRUCT -> TypeTable.Kind.STRUCT;
            default -> TypeTable.Kind.ARRAY;
        };
    }

    private int values() {
        int count = in.count(1);
        graph.add(count);
        for (int i = 0; i < count; i++) {
            value();
        }
        return count;
    }

    private void field() {
        int at = in.position();
        int storage = in.peek();
        if (ValueTypes.packed(storage - 0x80)) {
            graph.add(in.u8());
        } else {
            value();
        }
        int mutable = in.u8();
        if (mutable > 1) {
            throw new MalformedException(at, "a field is neither constant nor variable");
        }
        graph.add(mutable);
    }

    private void value() {
        int at = in.position();
        long code = ValueTypes.read(in);
        ValueTypes.check(code, at);
        graph.add((int) code);
        slots += ValueTypes.wide(code) ? 2 : 1;
        if (ValueTypes.reference(code)) {
            int heapAt = in.position();
            long heap = in.s33();
            ValueTypes.checkHeap(heap, heapAt);
            if (heap < 0) {
                graph.add((int) heap);
            } else {
                IndexSpaces.below(known, heap, heapAt, "type");
                graph.refer((int) heap);
                effort.references = true;
                effort.steps += heap < types.size() ? types.parts((int) heap) : Bound.FIELDS.most();
            }
        }
    }
}
