package dev.tollgate.lifecycle.internal.service;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * A queue for each plugin, in front of threads that all share. Of one plugin one task runs at a time, so that its order is kept and a
 * slow one takes one thread and no more. A place is reserved before a task is there: then the task is not refused any more.
 */
final class RequestQueue {
    /** What is reserved or waits of one plugin; touched only while its entry of the map is computed. */
    private static final class Line {
        final Queue<Runnable> tasks = new ArrayDeque<>();
        int reserved;
        boolean running;

        boolean empty() {
            return reserved == 0 && tasks.isEmpty() && !running;
        }
    }

    private final Executor threads;
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    RequestQueue(Executor threads) {
        this.threads = threads;
    }

    /** Reserves a place for one more task; false where so many are reserved or wait. */
    boolean reserve(String slug, int most) {
        boolean[] reserved = new boolean[1];
        lines.compute(slug, (same, known) -> {
            Line line = known == null ? new Line() : known;
            if (line.reserved + line.tasks.size() < most) {
                line.reserved++;
                reserved[0] = true;
            }
            return line.empty() ? null : line;
        });
        return reserved[0];
    }

    /** Gives a reserved place back. */
    void cancel(String slug) {
        lines.computeIfPresent(slug, (same, line) -> {
            line.reserved--;
            return line.empty() ? null : line;
        });
    }

    /** Puts a task in its reserved place. */
    void put(String slug, Runnable task) {
        boolean[] idle = new boolean[1];
        lines.computeIfPresent(slug, (same, line) -> {
            line.reserved--;
            line.tasks.add(task);
            idle[0] = !line.running;
            line.running = true;
            return line;
        });
        if (idle[0]) {
            threads.execute(() -> next(slug));
        }
    }

    /** Runs one task, and has the next one run behind those of other plugins. */
    private void next(String slug) {
        Runnable[] task = new Runnable[1];
        lines.computeIfPresent(slug, (same, line) -> {
            task[0] = line.tasks.poll();
            return line;
        });
        try {
            task[0].run();
        } finally {
            boolean[] more = new boolean[1];
            lines.computeIfPresent(slug, (same, line) -> {
                line.running = !line.tasks.isEmpty();
                more[0] = line.running;
                return line.empty() ? null : line;
            });
            if (more[0]) {
                threads.execute(() -> next(slug));
            }
        }
    }

    /** How many plugins have something here. */
    int size() {
        return lines.size();
    }
}
