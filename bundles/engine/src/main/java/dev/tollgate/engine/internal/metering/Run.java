package dev.tollgate.engine.internal.metering;

import java.util.ArrayList;
import java.util.List;

/** A straight run of instructions: what stands before its charge, what it costs, and its code. */
final class Run {
    /** Where a run begins. */
    enum Kind {
        ENTRY, LOOP, PLAIN
    }

    final Kind kind;

    /** Where its first instruction stands in the original. */
    final int from;
    final WasmWriter before = new WasmWriter();
    final WasmWriter code = new WasmWriter();

    /** The functions of the module that it calls directly, once for each call. */
    final List<Integer> callees = new ArrayList<>();

    /** Units for its own instructions. */
    int cost;

    /** Whether nothing gets to where it stopped. */
    boolean dead;

    /** Whether it calls what can call on. */
    boolean calls;

    Run(Kind kind, int from) {
        this.kind = kind;
        this.from = from;
    }
}
