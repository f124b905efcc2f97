package dev.tollgate.lifecycle.internal.service;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;

/** The events of a service that wait: in the order of their offers, and apart from them those that are tried again when they are due. */
final class EventQueue {
    private final Deque<QueuedEvent> offered = new ArrayDeque<>();
    private final PriorityQueue<QueuedEvent> again = new PriorityQueue<>((one, other) -> Long.signum(one.due() - other.due()));
    private long bytes;

    int size() {
        return offered.size() + again.size();
    }

    /** Of payloads. */
    long bytes() {
        return bytes;
    }

    void add(QueuedEvent event) {
        offered.add(event);
        bytes += event.bytes();
    }

    void addAgain(QueuedEvent event) {
        again.add(event);
        bytes += event.bytes();
    }

    /** @param early whether what is tried again need not wait for its time */
    Optional<QueuedEvent> take(long now, boolean early) {
        QueuedEvent next = due(now) || early && offered.isEmpty() ? again.poll() : offered.poll();
        if (next != null) {
            bytes -= next.bytes();
        }
        return Optional.ofNullable(next);
    }

    boolean ready(long now) {
        return !offered.isEmpty() || due(now);
    }

    private boolean due(long now) {
        return !again.isEmpty() && again.peek().due() - now <= 0;
    }

    /** When one that is tried again is due next. */
    Optional<Long> nextDue() {
        return Optional.ofNullable(again.peek()).map(QueuedEvent::due);
    }

    /** Takes out what is not wanted any more. */
    List<QueuedEvent> remove(Predicate<QueuedEvent> unwanted) {
        List<QueuedEvent> removed = new ArrayList<>();
        for (Queue<QueuedEvent> part : List.of(offered, again)) {
            part.removeIf(event -> unwanted.test(event) && removed.add(event));
        }
        removed.forEach(event -> bytes -= event.bytes());
        return removed;
    }
}
