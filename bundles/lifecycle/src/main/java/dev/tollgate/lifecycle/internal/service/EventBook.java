package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The events of one service: those that wait, the one in hand, those that ended badly, and how many there were of which. Each event that
 * is taken in leaves it once. Whoever has it guards it with a lock, and hands out {@link Ends} when that is given back.
 */
final class EventBook {
    private final Time time;
    private final Backoff retries;
    private final Supplier<Bounds> bounds;
    private final Supplier<String> ids;
    private final Ends ends;
    private final Counts counts = new Counts();
    private final EventQueue queue = new EventQueue();
    private final Correlations known = new Correlations();
    private final DeadEvents dead;
    private QueuedEvent inHand;

    /** @param ids of dead events */
    EventBook(Time time, Backoff retries, Supplier<Bounds> bounds, Supplier<String> ids, Ends ends) {
        this.time = time;
        this.retries = retries;
        this.bounds = bounds;
        this.ids = ids;
        this.ends = ends;
        this.dead = new DeadEvents(bounds.get().mostBytes());
    }

    int capacity(Manifest.Service service) {
        return Math.min(service.queue(), bounds.get().most());
    }

    /** Takes an event in that is as it has to be, where it is new and there is room. */
    Offer offer(IngressEvent event, Manifest.Service service) {
        Optional<Correlation> correlation = Correlation.of(event);
        Optional<EventEnd> first = correlation.flatMap(same -> known.find(same, time.nanos()));
        if (first.isPresent()) {
            counts.repeated++;
            return new Offer(IngressResult.ACCEPTED, first.get().view());
        }
        int capacity = capacity(service);
        // One in hand that may have to be tried again keeps its place.
        int taken = queue.size() + (inHand != null && retriable(inHand, service) ? 1 : 0);
        if (taken >= capacity) {
            return refused(IngressStatus.QUEUE_FULL, taken + " events wait, as many as may: offer it again later");
        }
        if (queue.bytes() + event.payload().length > bounds.get().mostBytes()) {
            return refused(IngressStatus.QUEUE_FULL, "the events that wait have " + queue.bytes() + " bytes, and no more than "
                    + bounds.get().mostBytes() + " may wait (queue.mb in the configuration " + ServiceSettings.PID + "): offer it again later");
        }
        EventEnd end = new EventEnd();
        correlation.ifPresent(same -> known.add(same, end, time.nanos()));
        queue.add(new QueuedEvent(event, end, time.nanos()));
        counts.enqueued++;
        return new Offer(IngressResult.ACCEPTED, end.view());
    }

    Offer refused(IngressStatus status, String detail) {
        return refused(IngressResult.of(status, detail));
    }

    Offer refused(IngressResult result) {
        counts.rejected++;
        return Offer.refused(result);
    }

    int depth() {
        return queue.size();
    }

    /** Whether there is an event in hand, or one to be taken in hand now. */
    boolean ready(boolean early) {
        return inHand != null || queue.ready(time.nanos()) || early && queue.size() > 0;
    }

    /** How long until {@link #ready} without another offer; empty where it does not come to that. */
    Optional<Duration> untilReady() {
        return queue.nextDue().map(due -> Duration.ofNanos(Math.max(0, due - time.nanos())));
    }

    /** The event to be dispatched now; the same until it ended or is to be tried again. There has to be one. */
    IngressEvent inHand(boolean early) {
        if (inHand == null) {
            inHand = queue.take(time.nanos(), early).orElseThrow();
        }
        return inHand.event();
    }

    boolean hasInHand() {
        return inHand != null;
    }

    /** A handler was called for an event. */
    void dispatched(int attempt) {
        counts.dispatched++;
        if (attempt > 1) {
            counts.retried++;
        }
    }

    void completed() {
        counts.completed++;
        end(IngressResult.ACCEPTED);
    }

    /** An attempt at the event in hand failed. Answers the dead event, where it was the last one. */
    Optional<DeadEvent> failed(Called.Bad bad, Manifest.Service service) {
        if (bad.again() && retriable(inHand, service)) {
            queue.addAgain(inHand.again(time.nanos() + retries.after(inHand.event().attempt()).toNanos()));
            inHand = null;
            return Optional.empty();
        }
        IngressResult result = IngressResult.of(bad.status(), bad.reason());
        count(result);
        DeadEvent event = new DeadEvent(ids.get(), inHand.event(), result, time.now());
        dead.add(event);
        free(inHand);
        end(result);
        return Optional.of(event);
    }

    private static boolean retriable(QueuedEvent event, Manifest.Service service) {
        return service.ingress(event.event().ingress()).filter(ingress -> event.event().attempt() <= ingress.maxRetry()).isPresent();
    }

    /** Drops the events that wait, and the one in hand, of which this is so; answers how many. */
    int discard(Predicate<IngressEvent> unwanted, IngressResult why) {
        List<QueuedEvent> removed = queue.remove(event -> unwanted.test(event.event()));
        if (inHand != null && unwanted.test(inHand.event())) {
            removed.add(inHand);
            inHand = null;
        }
        removed.forEach(event -> {
            free(event);
            ends.add(() -> event.end().complete(why));
        });
        counts.discarded += removed.size();
        return removed.size();
    }

    /** Something was taken in that waits elsewhere. */
    void storedIn() {
        counts.enqueued++;
    }

    /** After all it was not. */
    void storedNot(boolean repeated) {
        counts.enqueued--;
        if (repeated) {
            counts.repeated++;
        } else {
            counts.rejected++;
        }
    }

    /** Something that waited elsewhere ended. */
    void storedEnd(IngressResult result) {
        if (result.accepted()) {
            counts.completed++;
        } else {
            count(result);
        }
    }

    private void count(IngressResult result) {
        if (result.status() == IngressStatus.DISPATCH_TIMEOUT) {
            counts.timedOut++;
        } else {
            counts.failed++;
        }
    }

    private void free(QueuedEvent event) {
        Correlation.of(event.event()).ifPresent(same -> known.free(same, event.end()));
    }

    private void end(IngressResult result) {
        EventEnd end = inHand.end();
        inHand = null;
        ends.add(() -> end.complete(result));
    }

    ServiceCounters counters() {
        return counts.counters();
    }

    DeadEvents dead() {
        return dead;
    }
}
