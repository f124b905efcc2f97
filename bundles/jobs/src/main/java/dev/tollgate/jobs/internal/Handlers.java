package dev.tollgate.jobs.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The handlers that are registered now, by queue. Where several serve one queue, the best rank does, as everywhere in
 * OSGi.
 *
 * @param <R> what ranks a registration, the greatest first (a service reference)
 */
public final class Handlers<R extends Comparable<? super R>> {
    private final Map<String, NavigableMap<R, Serving>> queues = new TreeMap<>();
    private int turn;

    public synchronized void add(R rank, Serving serving) {
        remove(rank);
        queues.computeIfAbsent(serving.queue(), queue -> new TreeMap<>()).put(rank, serving);
    }

    public synchronized void remove(R rank) {
        queues.values().forEach(ranked -> ranked.remove(rank));
        queues.values().removeIf(Map::isEmpty);
    }

    synchronized Optional<Serving> of(String queue) {
        return Optional.ofNullable(queues.get(queue)).map(ranked -> ranked.lastEntry().getValue());
    }

    /** Every queue that is served, starting with another one each time, so that none always claims first. */
    synchronized List<Serving> inTurn() {
        List<Serving> all = new ArrayList<>();
        queues.values().forEach(ranked -> all.add(ranked.lastEntry().getValue()));
        if (!all.isEmpty()) {
            turn = (turn + 1) % all.size();
            Collections.rotate(all, turn);
        }
        return all;
    }
}
