package dev.tollgate.benchmarks.lifecycle;

import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceView;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Events, offered as fast as they are taken in. The only reason to refuse one is a full queue, and each that was taken in ends well. */
final class EventLoad implements Load {
    private static final int THREADS = 4;
    private static final long WHILE_FULL_NANOS = 200_000;
    private static final long LOOK_NANOS = 1_000_000;
    private static final byte[] PAYLOAD = new byte[100];

    private final Stack stack;
    private final Wrongs wrongs = new Wrongs();
    private final Map<IngressStatus, LongAdder> answers = new ConcurrentHashMap<>();
    private final Map<IngressStatus, LongAdder> ends = new ConcurrentHashMap<>();

    EventLoad(Stack stack) {
        this.stack = stack;
    }

    @Override
    public int threads() {
        return THREADS;
    }

    @Override
    public void once() {
        Offer offer = stack.ingress().offer(IngressEvent.of(StormPlugin.SLUG, "storm", StormPlugin.INGRESS, "note", PAYLOAD, Instant.now()));
        count(answers, offer.result().status());
        if (offer.accepted()) {
            offer.end().thenAccept(end -> {
                count(ends, end.status());
                if (!end.accepted()) {
                    wrongs.add("an event ended: " + end);
                }
            });
        } else {
            if (offer.result().status() != IngressStatus.QUEUE_FULL) {
                wrongs.add("an event was not taken in: " + offer.result());
            }
            LockSupport.parkNanos(WHILE_FULL_NANOS);
        }
    }

    @Override
    public void finish() {
        while (of(ends).values().stream().mapToLong(Long::longValue).sum() < of(answers).getOrDefault(IngressStatus.ACCEPTED, 0L)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    @Override
    public String summary() {
        return "events offered: " + answers + ", ended: " + ends + ", " + service().counters();
    }

    @Override
    public List<String> wrongs() {
        ServiceView service = service();
        long accepted = of(answers).getOrDefault(IngressStatus.ACCEPTED, 0L);
        long refused = of(answers).getOrDefault(IngressStatus.QUEUE_FULL, 0L);
        if (accepted == 0 || service.depth() != 0
                || !service.counters().equals(new ServiceCounters(accepted, accepted, accepted, refused, 0, 0, 0, 0, 0))) {
            wrongs.add(summary() + ", depth " + service.depth());
        }
        return wrongs.all();
    }

    private ServiceView service() {
        return stack.services().get(StormPlugin.SLUG).orElseThrow();
    }

    private static void count(Map<IngressStatus, LongAdder> counts, IngressStatus status) {
        counts.computeIfAbsent(status, first -> new LongAdder()).increment();
    }

    private static Map<IngressStatus, Long> of(Map<IngressStatus, LongAdder> counts) {
        Map<IngressStatus, Long> sums = new EnumMap<>(IngressStatus.class);
        counts.forEach((status, count) -> sums.put(status, count.sum()));
        return sums;
    }
}
