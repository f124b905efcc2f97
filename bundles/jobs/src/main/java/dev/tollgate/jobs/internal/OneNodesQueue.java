package dev.tollgate.jobs.internal;

/** The queue of jobs that one node alone may run, beside the queue for all: {@code <queue>@<node>}. */
public final class OneNodesQueue {
    private static final char AT = '@';

    private OneNodesQueue() {
    }

    public static String of(String queue, String node) {
        return queue + AT + node;
    }

    static boolean is(String queue) {
        return queue.indexOf(AT) >= 0;
    }

    /** The queue for all that it stands beside, or the queue itself. */
    static String forAll(String queue) {
        return is(queue) ? queue.substring(0, queue.indexOf(AT)) : queue;
    }
}
