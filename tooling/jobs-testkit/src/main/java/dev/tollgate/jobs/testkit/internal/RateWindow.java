package dev.tollgate.jobs.testkit.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many requests each group made, by the second. */
final class RateWindow {
    private static final int SECONDS = 60;

    private final Map<String, TreeMap<Long, Integer>> counts = new HashMap<>();

    /** In the minute that ends with this second. */
    int within(String group, Instant now) {
        TreeMap<Long, Integer> seconds = counts.computeIfAbsent(group, any -> new TreeMap<>());
        return seconds.subMap(now.getEpochSecond() - SECONDS, false, now.getEpochSecond(), true).values().stream()
                .mapToInt(Integer::intValue).sum();
    }

    void count(String group, Instant now) {
        TreeMap<Long, Integer> seconds = counts.computeIfAbsent(group, any -> new TreeMap<>());
        seconds.merge(now.getEpochSecond(), 1, Integer::sum);
        seconds.headMap(now.getEpochSecond() - 2 * SECONDS).clear();
    }
}
