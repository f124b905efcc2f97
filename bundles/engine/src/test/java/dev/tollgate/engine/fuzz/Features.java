package dev.tollgate.engine.fuzz;

import dev.tollgate.engine.harness.GuestEngine;

/**
 * What generated modules may use that one way of running them is known not to get right; {@code KnownEngineBugsTest} shows
 * each. Never generated are blocks, loops and ifs that take operands, loops with two results, tail calls with results or of
 * a function to itself, block types with an index of 64 or more, stores of parts of an integer and ranges of tables that
 * are far out of bounds, copies from one table to another, and products of 32 bits whose upper ones are not cleared.
 *
 * @param branchesToBody branches out of a function whose last instruction ends a block
 */
record Features(boolean branchesToBody) {
    static final Features ALL = new Features(true);

    static Features of(GuestEngine engine) {
        return new Features(!engine.compiles());
    }
}
