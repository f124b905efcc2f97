package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a connection's events to its service, in their order. While the service has no place, the first is offered again and again, and
 * the server's next message is not read. That is for a burst: once an event waited in vain, the next ones are offered once, until one is
 * taken, so that a service that is stuck holds up neither pings nor the news that the connection was closed. Called in turns only.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final int MOST = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

    private final Terms terms;
    private final Ingress ingress;
    private final Time time;
    private final Executor turns;
    private final Tally tally;
    private final Queue<IngressEvent> waiting = new ArrayDeque<>();
    private Runnable onceEmpty = () -> { };
    private boolean patient = true;
    private boolean closed;
    private Duration pause = Duration.ZERO;
    private long heldSince;
    private Runnable again = () -> { };

    Deliveries(Terms terms, Ingress ingress, Time time, Executor turns, Tally tally) {
        this.terms = terms;
        this.ingress = ingress;
        this.time = time;
        this.turns = turns;
        this.tally = tally;
    }

    void add(Optional<IngressEvent> event) {
        if (event.isEmpty() || closed) {
            return;
        }
        if (waiting.size() == MOST) {
            tally.dropped.increment();
            return;
        }
        waiting.add(event.get());
        if (waiting.size() == 1) {
            work();
        }
    }

    boolean empty() {
        return waiting.isEmpty();
    }

    /** Does this when nothing waits, in place of what was to be done then before. */
    void onceEmpty(Runnable what) {
        onceEmpty = what;
        if (waiting.isEmpty()) {
            done();
        }
    }

    /** Offers this one at once, and after it nothing. */
    void close(Optional<IngressEvent> last) {
        again.run();
        tally.dropped.add(waiting.size());
        waiting.clear();
        last.map(this::offer).filter(result -> !result.accepted()).ifPresent(refused -> tally.dropped.increment());
        closed = true;
    }

    private void work() {
        while (!waiting.isEmpty() && !closed) {
            IngressResult result = offer(waiting.element());
            if (result.accepted()) {
                patient = true;
            } else if (held(result.status())) {
                again = time.after(pause, () -> turns.execute(this::work));
                return;
            } else {
                drop(result);
            }
            waiting.remove();
            pause = Duration.ZERO;
        }
        done();
    }

    private boolean held(IngressStatus status) {
        if (!patient || status != IngressStatus.QUEUE_FULL && status != IngressStatus.SERVICE_UNAVAILABLE) {
            return false;
        }
        if (pause.isZero()) {
            heldSince = time.nanos();
        }
        Duration doubled = pause.multipliedBy(2);
        pause = pause.isZero() ? FIRST_PAUSE : doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        patient = time.nanos() - heldSince < terms.hold().toNanos();
        return patient;
    }

    private void drop(IngressResult result) {
        tally.dropped.increment();
        String why = "an event was dropped: " + result.status() + ", " + result.detail();
        tally.error(why);
        LOG.debug("{}~{}: {}", ConnectionSettings.PID, terms.name(), why);
    }

    private IngressResult offer(IngressEvent event) {
        try {
            return ingress.offer(event).result();
        } catch (RuntimeException failure) {
            LOG.warn("{}~{}: an event could not be offered", ConnectionSettings.PID, terms.name(), failure);
            return IngressResult.of(IngressStatus.SERVICE_FAILED, "the host failed to take it");
        }
    }

    private void done() {
        Runnable what = onceEmpty;
        onceEmpty = () -> { };
        what.run();
    }
}
