package dev.tollgate.benchmarks.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What is wanted, beside what was measured. */
final class Targets {
    private static final int SOME = 1_000;
    private static final int MANY = 100_000;
    private static final int MOST = 1_000_000;

    private final Figures figures;
    private final List<String> rows = new ArrayList<>();

    Targets(Figures figures) {
        this.figures = figures;
    }

    String table() {
        for (int queued : List.of(SOME, MANY, MOST)) {
            String line = Line.execute(queued);
            least(line + ": Java, times db-scheduler", figures.ratio(line, Contestant.JAVA, Contestant.DB_SCHEDULER), 3);
            least(line + ": Java, times db-scheduler with 50 threads", figures.ratio(line, Contestant.JAVA, Contestant.DB_SCHEDULER_50), 3);
            least(line + ": Java, times graphile-worker", figures.ratio(line, Contestant.JAVA, Contestant.GRAPHILE), 1);
            least(line + ": WebAssembly, times Java", figures.ratio(line, Contestant.WASM, Contestant.JAVA), 0.7);
        }
        for (Contestant contestant : List.of(Contestant.JAVA, Contestant.SQLITE_JAVA)) {
            least(contestant.title + ", execute: 1,000,000 queued, times 1,000 queued",
                    quotient(contestant, Line.execute(MOST), Line.execute(SOME)), 0.8);
            least(contestant.title + ", execute and enqueue as many: 1,000,000 queued, times 1,000 queued",
                    quotient(contestant, Line.both(MOST), Line.both(SOME)), 0.8);
        }
        for (String line : List.of(Line.START, Line.OTHER_NODE)) {
            most(line + Line.P50 + ", ms", figures.median(line + Line.P50, Contestant.JAVA), 5);
            most(line + Line.P99 + ", ms", figures.median(line + Line.P99, Contestant.JAVA), 25);
        }
        least("SQLite, " + Line.execute(MANY) + ": Java, /s", figures.median(Line.execute(MANY), Contestant.SQLITE_JAVA), 10_000);
        return rows.isEmpty() ? "" : "| wanted | target | measured | |\n|---|---|---|---|\n" + String.join("", rows);
    }

    private OptionalDouble quotient(Contestant contestant, String line, String other) {
        OptionalDouble one = figures.median(line, contestant);
        OptionalDouble two = figures.median(other, contestant);
        return one.isPresent() && two.isPresent() ? OptionalDouble.of(one.getAsDouble() / two.getAsDouble()) : OptionalDouble.empty();
    }

    private void least(String what, OptionalDouble measured, double target) {
        measured.ifPresent(figure -> row(what, "at least " + text(target), figure, figure >= target));
    }

    private void most(String what, OptionalDouble measured, double target) {
        measured.ifPresent(figure -> row(what, "at most " + text(target), figure, figure <= target));
    }

    private void row(String what, String target, double figure, boolean met) {
        rows.add("| " + what + " | " + target + " | " + text(figure) + " | " + (met ? "met" : "**missed**") + " |\n");
    }

    private static String text(double figure) {
        return String.format(Locale.ROOT, figure == Math.rint(figure) || figure >= 100 ? "%,.0f" : "%.2f", figure);
    }
}
