package dev.tollgate.engine.internal.metering;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The locals of a rewritten function: its parameters, the calls left, what it declares itself, and behind these what metering
 * needs beside.
 */
final class FunctionLocals {
    private static final int NONE = -1;
    private static final int NULLABLE = 0x63;
    private static final byte[] I32 = {FunctionTypes.I32};
    private static final byte[] EXCEPTION = {0x69};

    private final byte[] bytes;
    private final int parameters;
    private final long declared;
    private final int groups;
    private final int from;
    private final int to;
    private final List<byte[]> added = new ArrayList<>();
    private final Map<Integer, Integer> references = new HashMap<>();
    private int fuel = NONE;
    private int size = NONE;
    private int exception = NONE;

    /** @param body at its beginning; it is moved past its declarations */
    FunctionLocals(WasmReader body, int parameters) {
        this.bytes = body.bytes;
        this.parameters = parameters;
        this.groups = body.u32();
        this.from = body.at;
        long count = 0;
        for (int i = 0; i < groups; i++) {
            count += Integer.toUnsignedLong(body.u32());
            body.skipValueType();
        }
        this.declared = count;
        this.to = body.at;
    }

    /** Parameters and declared locals of the original. */
    long count() {
        return parameters + declared;
    }

    /** Where the rewritten function has a local of the original. */
    long mapped(int local) {
        return Integer.toUnsignedLong(local < parameters ? local : local + 1);
    }

    /** The calls left. */
    int depth() {
        return parameters;
    }

    /** From now on the function keeps its fuel in a local. */
    void keepFuel() {
        fuel = add(I32);
    }

    boolean fuelKept() {
        return fuel != NONE;
    }

    int fuel() {
        return fuel;
    }

    /** For what is on top of the stack while something is done below it. */
    int size() {
        if (size == NONE) {
            size = add(I32);
        }
        return size;
    }

    int exception() {
        if (exception == NONE) {
            exception = add(EXCEPTION);
        }
        return exception;
    }

    int reference(int type) {
        return references.computeIfAbsent(type, unknown -> add(new WasmWriter().u8(NULLABLE).signed(type).bytes()));
    }

    /** Writes the declarations. */
    void write(WasmWriter out) {
        out.u32(groups + added.size()).raw(bytes, from, to);
        added.forEach(local -> out.u32(1).raw(local));
    }

    private int add(byte[] type) {
        added.add(type);
        return (int) (parameters + declared + added.size());
    }
}
