package dev.tollgate.benchmarks.lifecycle;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What should not have been: the first few, which is enough to look for why. */
final class Wrongs {
    private static final int MOST = 20;

    private final List<String> all = new CopyOnWriteArrayList<>();

    void add(String wrong) {
        if (all.size() < MOST) {
            all.add(wrong);
        }
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
