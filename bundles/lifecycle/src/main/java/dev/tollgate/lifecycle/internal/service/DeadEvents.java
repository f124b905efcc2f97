package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.DeadEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** The newest events of a service that ended badly: at most {@value #MOST}, and of their payloads no more than may wait in the queue. */
final class DeadEvents {
    static final int MOST = 100;

    private final long mostBytes;
    private final Deque<DeadEvent> events = new ArrayDeque<>();
    private long bytes;

    DeadEvents(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(DeadEvent event) {
        events.add(event);
        bytes += event.event().payload().length;
        while (events.size() > MOST || bytes > mostBytes && events.size() > 1) {
            bytes -= events.remove().event().payload().length;
        }
    }

    /** Newest first. */
    List<DeadEvent> list() {
        List<DeadEvent> list = new ArrayList<>(events);
        Collections.reverse(list);
        return list;
    }

    Optional<DeadEvent> take(String id) {
        for (Iterator<DeadEvent> each = events.iterator(); each.hasNext();) {
            DeadEvent event = each.next();
            if (event.id().equals(id)) {
                each.remove();
                bytes -= event.event().payload().length;
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }
}
