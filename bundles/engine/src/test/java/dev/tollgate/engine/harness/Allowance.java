package dev.tollgate.engine.harness;

/**
 * What a call may use before it is ended. An engine that does not meter knows neither.
 *
 * @param fuel  units of the schedule in {@code docs/FUEL.md}
 * @param depth frames of functions that the modules define
 */
public record Allowance(long fuel, int depth) {
    /** Enough for everything that ends; the frames still fit into the stack of a test's thread. */
    public static final Allowance AMPLE = new Allowance(1L << 40, 1_000);
}
