package dev.tollgate.jobs.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/** Worker threads that a test turns: what was given to them runs when the test says so. */
final class HandThreads implements Executor {
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
        tasks.addLast(task);
    }

    int waiting() {
        return tasks.size();
    }

    void runOne() {
        tasks.removeFirst().run();
    }

    void runAll() {
        while (!tasks.isEmpty()) {
            runOne();
        }
    }
}
