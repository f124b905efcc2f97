package dev.tollgate.benchmarks.jobs;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Measures in rounds. In a round each contestant has its turn, so that none has the quiet or the busy part of the time for itself,
 * and while one has it the others' processes do nothing. A process stays for all rounds: what its JIT compiled counts for all.
 */
final class Measurement implements AutoCloseable {
    private static final int BATCH = 100;
    static final int PER_SECOND = 100;
    /** At the beginning of an offered load. */
    static final Duration UNCOUNTED = Duration.ofSeconds(1);
    /** Up to this size a queue is run empty, often; beyond it is measured while it is about as long. */
    private static final int SMALL = 5_000;
    private static final int SMALL_JOBS = 10_000;
    /** What takes long to fill is measured with those whose figure is asked for. */
    private static final int LARGE = 200_000;
    private static final Set<Contestant> LONG_QUEUES = Set.of(Contestant.JAVA, Contestant.DB_SCHEDULER, Contestant.GRAPHILE,
            Contestant.SQLITE_JAVA);
    private static final int WARM_UP_JOBS = 8_000;
    private static final int WARM_UP_MILLIS = 4_000;

    private final Options options;
    private final Databases databases;
    private final Figures figures;
    private final Map<Contestant, Remote> processes = new EnumMap<>(Contestant.class);
    private final Map<Contestant, Remote> others = new EnumMap<>(Contestant.class);

    Measurement(Options options, Databases databases, Figures figures) {
        this.options = options;
        this.databases = databases;
        this.figures = figures;
    }

    /** What one contestant does in its turn. */
    interface Turn {
        void take(Contestant contestant) throws IOException, SQLException;
    }

    void run() {
        each(options.contestants(), this::warmUp);
        if (options.measures().contains("enqueue")) {
            rounds(among(contestant -> !contestant.wasm() && contestant != Contestant.DB_SCHEDULER_50), this::enqueue);
        }
        if (options.measures().contains("execute")) {
            options.sizes().forEach(this::execute);
        }
        if (options.measures().contains("latency")) {
            rounds(among(contestant -> contestant != Contestant.DB_SCHEDULER_50), this::latency);
        }
        if (options.measures().contains("nodes")) {
            rounds(among(contestant -> contestant.onPostgres && !contestant.wasm() && contestant != Contestant.DB_SCHEDULER_50),
                    this::latencyOnAnotherNode);
        }
    }

    @Override
    public void close() {
        processes.values().forEach(Remote::close);
        others.values().forEach(Remote::close);
    }

    private void warmUp(Contestant contestant) throws IOException, SQLException {
        fresh(contestant, remote -> {
            remote.ask("fill", 2 * WARM_UP_JOBS);
            remote.ask("first", WARM_UP_JOBS, WARM_UP_MILLIS);
            remote.ask("single", 4, WARM_UP_MILLIS / 4);
            remote.ask("first", WARM_UP_JOBS, WARM_UP_MILLIS);
        });
        fresh(contestant, remote -> {
            remote.ask("listen");
            remote.ask("heard", remote.ask("send", PER_SECOND, WARM_UP_MILLIS / 2));
        });
    }

    private void enqueue(Contestant contestant) throws IOException, SQLException {
        long millis = options.time().toMillis();
        fresh(contestant, remote -> {
            add(Line.ONE_THREAD, contestant, remote.numbers("single", 1, millis)[0]);
            add(Line.FOUR_THREADS, contestant, remote.numbers("single", 4, millis)[0]);
            add(Line.BATCHES, contestant, remote.numbers("batch", BATCH, millis)[0]);
        });
    }

    private void execute(int size) {
        if (size <= SMALL) {
            rounds(options.contestants(), contestant -> fresh(contestant, remote -> {
                add(Line.execute(size), contestant, remote.numbers("all", size, Math.max(1, SMALL_JOBS / size))[0]);
                if (contestant.isOurs() && !contestant.wasm()) {
                    remote.ask("fill", size);
                    add(Line.both(size), contestant, remote.numbers("held", options.time().toMillis())[0]);
                }
            }));
            return;
        }
        Map<Contestant, Queue> queues = new EnumMap<>(Contestant.class);
        rounds(among(contestant -> size <= LARGE || LONG_QUEUES.contains(contestant)),
                contestant -> executeFirst(size, contestant, queues));
        each(List.copyOf(queues.keySet()), contestant -> databases.remove(queues.get(contestant).opened));
    }

    /** Where a contestant's jobs are, and how many. */
    private record Queue(String opened, long length) {
    }

    private void executeFirst(int size, Contestant contestant, Map<Contestant, Queue> queues) throws IOException, SQLException {
        Queue queue = queues.get(contestant);
        if (queue == null) {
            queue = new Queue(databases.make(contestant), 0);
            queues.put(contestant, queue);
        }
        Remote remote = process(contestant);
        remote.ask("open", queue.opened);
        remote.ask("fill", size - queue.length);
        databases.settle(queue.opened);
        double[] measured = remote.numbers("first", size / 4, options.time().toMillis());
        add(Line.execute(size), contestant, measured[0]);
        long gone = (long) measured[1];
        if (contestant.isOurs() && !contestant.wasm()) {
            double[] held = remote.numbers("held", options.time().toMillis());
            add(Line.both(size), contestant, held[0]);
            gone += (long) held[1];
        }
        remote.ask("close");
        queues.put(contestant, new Queue(queue.opened, size - gone));
    }

    private void latency(Contestant contestant) throws IOException, SQLException {
        fresh(contestant, remote -> {
            remote.ask("listen");
            addTimes(Line.START, contestant, remote.ask("send", PER_SECOND, options.offered().toMillis()), remote);
        });
    }

    private void latencyOnAnotherNode(Contestant contestant) throws IOException, SQLException {
        Remote other = others.get(contestant);
        if (other == null) {
            // It is the one that is warm already; the new one is warmed up now.
            others.put(contestant, process(contestant));
            processes.remove(contestant);
            warmUp(contestant);
            other = others.get(contestant);
        }
        String opened = databases.make(contestant);
        process(contestant).ask("open", opened);
        other.ask("open", opened);
        other.ask("listen");
        addTimes(Line.OTHER_NODE, contestant, process(contestant).ask("send", PER_SECOND, options.offered().toMillis()), other);
        other.ask("close");
        process(contestant).ask("close");
        databases.remove(opened);
    }

    /** What a runner heard of so many jobs; the first do not count. */
    private void addTimes(String line, Contestant contestant, String sent, Remote runner) throws IOException {
        double[] micros = runner.numbers("heard", sent);
        if (micros.length < Integer.parseInt(sent)) {
            throw new IOException("of " + sent + " jobs only " + micros.length + " were started");
        }
        double[] sorted = Arrays.stream(micros).skip(PER_SECOND * UNCOUNTED.toSeconds()).sorted().toArray();
        add(line + Line.P50, contestant, percentile(sorted, 0.5));
        add(line + Line.P99, contestant, percentile(sorted, 0.99));
        add(line + Line.P999, contestant, percentile(sorted, 0.999));
    }

    private static double percentile(double[] sorted, double part) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(sorted.length * part) - 1)] / 1_000;
    }

    /** What is asked of a process while a database of its own is open. */
    private interface Questions {
        void ask(Remote remote) throws IOException;
    }

    private void fresh(Contestant contestant, Questions questions) throws IOException, SQLException {
        String opened = databases.make(contestant);
        Remote remote = process(contestant);
        remote.ask("open", opened);
        questions.ask(remote);
        remote.ask("close");
        databases.remove(opened);
    }

    private Remote process(Contestant contestant) throws IOException {
        if (!processes.containsKey(contestant)) {
            processes.put(contestant, new Remote(contestant.command(options, databases.own())));
        }
        return processes.get(contestant);
    }

    private List<Contestant> among(Predicate<Contestant> which) {
        return options.contestants().stream().filter(which).toList();
    }

    private void rounds(List<Contestant> contestants, Turn turn) {
        List<Contestant> order = new ArrayList<>(contestants);
        for (int round = 0; round < options.rounds(); round++) {
            each(order, turn);
            Collections.rotate(order, 1);
        }
    }

    /** One that fails has no figure, and a new process for its next turn. */
    private void each(List<Contestant> contestants, Turn turn) {
        for (Contestant contestant : contestants) {
            try {
                turn.take(contestant);
            } catch (IOException | SQLException failed) {
                System.err.println(contestant.title + " failed: " + failed.getMessage());
                for (Map<Contestant, Remote> started : List.of(processes, others)) {
                    Remote remote = started.remove(contestant);
                    if (remote != null) {
                        remote.close();
                    }
                }
            }
        }
    }

    private void add(String line, Contestant contestant, double figure) {
        System.err.printf(Locale.ROOT, "%s, %s: %s%n", contestant.title, line, Figures.text(figure));
        figures.add(line, contestant, figure);
    }
}
