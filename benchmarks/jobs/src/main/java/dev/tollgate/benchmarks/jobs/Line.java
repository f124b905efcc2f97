package dev.tollgate.benchmarks.jobs;

import java.util.Locale;

/** What the lines of the page are called. */
final class Line {
    static final String ONE_THREAD = "enqueue, 1 thread";
    static final String FOUR_THREADS = "enqueue, 4 threads";
    static final String BATCHES = "enqueue, batches of 100";
    static final String START = "enqueue to start";
    static final String OTHER_NODE = "enqueue to start on another node";
    static final String P50 = ", p50";
    static final String P99 = ", p99";
    static final String P999 = ", p99.9";

    private Line() {
    }

    static String execute(int queued) {
        return String.format(Locale.ROOT, "execute, %,d queued", queued);
    }

    static String both(int queued) {
        return String.format(Locale.ROOT, "execute and enqueue as many, %,d queued", queued);
    }

    static boolean isTime(String line) {
        return line.startsWith(START);
    }
}
