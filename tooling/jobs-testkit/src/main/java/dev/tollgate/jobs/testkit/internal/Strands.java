package dev.tollgate.jobs.testkit.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The worker threads of a node, as many as it is set to have, each of them running only when it is told to. */
public final class Strands implements Executor {
    private final int most;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<Strand> asleep = new ArrayList<>();

    public Strands(int most) {
        this.most = most;
    }

    @Override
    public void execute(Runnable task) {
        waiting.addLast(task);
    }

    /** Starts what there is a thread for, and lets go on what has slept enough or is interrupted; whether there was any. */
    boolean run(Instant now) {
        List<Strand> due = asleep.stream().filter(strand -> strand.due(now)).toList();
        due.forEach(this::goOn);
        boolean started = startable();
        while (startable()) {
            Strand strand = new Strand(waiting.removeFirst());
            strand.start();
            keep(strand);
        }
        return started || !due.isEmpty();
    }

    /** When the first of those that sleep wakes; now if one is to start or was interrupted. */
    Optional<Instant> due(Instant now) {
        if (startable() || asleep.stream().anyMatch(strand -> strand.due(now))) {
            return Optional.of(now);
        }
        return asleep.stream().map(Strand::wakeAt).min(Instant::compareTo);
    }

    boolean busy() {
        return !asleep.isEmpty();
    }

    void interrupt() {
        asleep.forEach(Strand::interrupt);
    }

    /** Nothing of it goes on. */
    void abandon() {
        waiting.clear();
        asleep.forEach(Strand::abandon);
        asleep.clear();
    }

    private boolean startable() {
        return !waiting.isEmpty() && asleep.size() < most;
    }

    private void goOn(Strand strand) {
        asleep.remove(strand);
        strand.goOn();
        keep(strand);
    }

    private void keep(Strand strand) {
        if (!strand.ended()) {
            asleep.add(strand);
        }
    }
}
