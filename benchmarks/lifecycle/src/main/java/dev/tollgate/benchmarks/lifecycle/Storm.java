package dev.tollgate.benchmarks.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/** Reloads under all loads at a time. */
final class Storm {
    private final Reloads reloads;
    private final List<Load> loads;
    private final AtomicBoolean over = new AtomicBoolean();

    Storm(Stack stack) {
        reloads = new Reloads(stack);
        loads = List.of(new HookLoad(stack, reloads::inForce), new JobLoad(stack), new EventLoad(stack));
    }

    /** @param more asked before each reload, while everything runs */
    void run(Predicate<Reloads> more) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> callers = new ArrayList<>();
        for (Load load : loads) {
            for (int i = 0; i < load.threads(); i++) {
                callers.add(threads.submit(() -> again(load)));
            }
        }
        try {
            while (more.test(reloads)) {
                reloads.next();
            }
        } finally {
            over.set(true);
            threads.shutdown();
        }
        for (Future<?> caller : callers) {
            caller.get();
        }
        loads.forEach(Load::finish);
    }

    private void again(Load load) {
        while (!over.get()) {
            load.once();
        }
    }

    Sample sample() {
        return Sample.taken(reloads.count(), reloads::reachable);
    }

    List<String> summaries() {
        return loads.stream().map(Load::summary).toList();
    }

    /** What should not have been; empty where all adds up. */
    List<String> wrongs() {
        List<String> all = new ArrayList<>(reloads.wrongs());
        loads.forEach(load -> all.addAll(load.wrongs()));
        return all;
    }
}
