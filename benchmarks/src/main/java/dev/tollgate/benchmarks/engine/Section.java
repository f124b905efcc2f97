package dev.tollgate.benchmarks.engine;

import java.util.List;

/** A table. */
enum Section {
    INVOCATION("invocation, p50 us", List.of("pooled", "pooled, p99", "fresh", "bare engine, the same instance", "bare engine, fresh"),
            List.of("64 KiB, 1 thread", "64 KiB, 2 threads", "16 MiB, 1 thread", "16 MiB, 2 threads"), InvocationFigures::row),
    KILL("ms past the deadline when the caller has the outcome", List.of("p50", "p99", "max"),
            List.of("1 thread", "2 threads"), KillFigures::row),
    LOAD("load, ms", List.of("first in a process", "median of the next", "first invocation after the last load"),
            List.of("1 MB, 4,000 functions", "Lua"), LoadFigures::row),
    IDLE("idle plugins, KiB of heap each", List.of("loaded", "after an invocation"), List.of("64 KiB"), IdleFigures::row);

    final List<String> rows;
    final Measurement measurement;
    private final String title;
    private final List<String> columns;

    Section(String title, List<String> columns, List<String> rows, Measurement measurement) {
        this.title = title;
        this.columns = columns;
        this.rows = rows;
        this.measurement = measurement;
    }

    String head() {
        return "\n| " + title + " | " + String.join(" | ", columns) + " |\n" + "|---".repeat(columns.size() + 1) + "|";
    }

    /** Measures what a row names. */
    interface Measurement {
        /** The figures, with a bar between two. */
        String measure(Guests guests, String row) throws Exception;
    }
}
