package dev.tollgate.benchmarks.jobs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** The figures as a section in Markdown. */
final class Page {
    private static final List<Contestant> PEERS = List.of(Contestant.DB_SCHEDULER, Contestant.DB_SCHEDULER_50, Contestant.GRAPHILE);

    private final Figures figures;
    private final Options options;

    Page(Figures figures, Options options) {
        this.figures = figures;
        this.options = options;
    }

    /** @param peers which versions of them */
    String text(String server, String peers) {
        return String.format(Locale.ROOT, """
                ## The job engine beside its peers

                JDK %s, %d processors; %s. Medians of %d rounds (least to most), each subject in a process and a database of its own, in turn \
                within a round. %d threads at Tollgate and db-scheduler, jobs of 200 bytes that do nothing in 10 groups, of each of which up to \
                %d run at a time at Tollgate. db-scheduler polls with lock-and-fetch (1.0, 4.0), on SQLite with fetch, and executes at once; graphile-worker has 24 \
                concurrent jobs, a local queue of 500 and completes in batches, as in its documentation. A job counts as executed when its end is \
                on disk. Short queues are run empty again and again, first start to last end; from long ones the first jobs are run. Times are \
                those of %,d jobs a round, offered one by one whether the one before is taken in or not. %s.

                """, Runtime.version(), Runtime.getRuntime().availableProcessors(), server, options.rounds(), options.threads(), options.perGroup(),
                Measurement.PER_SECOND * (options.offered().toMillis() - Measurement.UNCOUNTED.toMillis()) / 1_000, peers)
                + table("jobs a second", line -> !Line.isTime(line), Contestant.values(), figures::cell)
                + table("ms, 100 jobs a second offered", Line::isTime, Contestant.values(), figures::cell)
                + table("Tollgate on PostgreSQL, Java, times", line -> true, PEERS.toArray(Contestant[]::new),
                        (line, peer) -> ratio(line, Contestant.JAVA, peer))
                + table("Tollgate on SQLite, Java, times", line -> true, new Contestant[] {Contestant.SQLITE_DB_SCHEDULER},
                        (line, peer) -> ratio(line, Contestant.SQLITE_JAVA, peer))
                + new Targets(figures).table();
    }

    private String ratio(String line, Contestant contestant, Contestant peer) {
        OptionalDouble ratio = figures.ratio(line, contestant, peer);
        return ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "";
    }

    private String table(String title, Predicate<String> which, Contestant[] columns, BiFunction<String, Contestant, String> cell) {
        List<String> lines = figures.lines().stream().filter(which).toList();
        List<Contestant> shown = Arrays.stream(columns).filter(column -> lines.stream().anyMatch(line -> !cell.apply(line, column).isEmpty()))
                .toList();
        if (shown.isEmpty()) {
            return "";
        }
        StringBuilder table = new StringBuilder("| ").append(title).append(" |");
        shown.forEach(column -> table.append(' ').append(column.title).append(" |"));
        table.append("\n|").append("---|".repeat(shown.size() + 1)).append('\n');
        for (String line : lines) {
            if (shown.stream().allMatch(column -> cell.apply(line, column).isEmpty())) {
                continue;
            }
            table.append("| ").append(line).append(" |");
            shown.forEach(column -> table.append(' ').append(cell.apply(line, column)).append(" |"));
            table.append('\n');
        }
        return table.append('\n').toString();
    }
}
