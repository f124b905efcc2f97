package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.ingress.websocket.WebSocketState;
import dev.tollgate.ingress.websocket.WebSocketView;
import dev.tollgate.ingress.websocket.internal.wire.Dial;
import dev.tollgate.ingress.websocket.internal.wire.Line;
import dev.tollgate.ingress.websocket.internal.wire.Outgoing;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.ingress.OutputTarget;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One configured connection: waits for its service, for a seat and between attempts, and has one session at a time. */
final class Connection implements Session.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final String NOT_RUNNING = "the service is not running";

    private final Terms terms;
    private final Shared shared;
    private final BooleanSupplier running;
    private final Turns turns;
    private final Tally tally = new Tally();
    private final Deliveries deliveries;
    private final Seats.Claim claim;
    private final CompletableFuture<Void> quiet = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private Events events;
    private Session session;
    private Runnable alarm = () -> { };
    private int failures;
    private boolean stopped;
    private volatile Standing standing;
    /** While it is open. */
    private volatile Outgoing out;

    private record Standing(WebSocketState state, Instant since, Optional<Instant> until, Optional<String> reason) {
    }

    /** @param running whether the service does */
    Connection(Terms terms, Shared shared, Ingress ingress, BooleanSupplier running) {
        this.terms = terms;
        this.shared = shared;
        this.running = () -> {
            try {
                return running.getAsBoolean();
            } catch (RuntimeException unknown) {
                LOG.debug("{}: cannot ask for the service", this, unknown);
                return false;
            }
        };
        this.turns = new Turns(shared.threads());
        this.deliveries = new Deliveries(terms, ingress, shared.time(), turns, tally);
        this.claim = new Seats.Claim(terms.slug(), () -> turns.execute(this::seated));
        stand(WebSocketState.WAITING, Optional.empty(), Optional.empty());
    }

    Terms terms() {
        return terms;
    }

    void start() {
        turns.execute(this::look);
    }

    /** Done when no event of it is offered any more; it may still be saying goodbye then. */
    CompletionStage<Void> stop() {
        turns.execute(() -> {
            if (!stopped) {
                stopped = true;
                alarm.run();
                if (session == null) {
                    deliveries.close(Optional.empty());
                    shared.seats().leave(claim);
                    gone.complete(null);
                } else {
                    session.stop();
                }
                quiet.complete(null);
            }
        });
        return quiet;
    }

    /** Done when it was stopped and nothing of it is left. */
    CompletionStage<Void> gone() {
        return gone;
    }

    void abort() {
        turns.execute(() -> {
            if (session != null) {
                session.abort();
            }
        });
    }

    WebSocketView view() {
        Standing now = standing;
        Outgoing sending = out;
        return new WebSocketView(terms.name(), terms.address(), terms.slug(), terms.ingress(), now.state(), now.since(), now.until(), now.reason(),
                tally.lastError(), tally.counters(sending == null ? 0 : sending.sent()));
    }

    /** Reserves a place for a text. */
    OutputTarget.Prepared prepare(byte[] utf8) throws OutputRefusedException {
        Outgoing open = out;
        if (open == null) {
            throw new OutputRefusedException("connection '" + terms.name() + "' is not open; an event of kind '" + terms.kinds().open()
                    + "' says when it is");
        }
        if (!open.reserve()) {
            throw new OutputRefusedException("connection '" + terms.name() + "' has no place for a text: " + terms.sendQueue()
                    + " wait to be sent, as many as its send.queue allows");
        }
        return new OutputTarget.Prepared() {
            @Override
            public void commit() {
                if (!open.commit(utf8)) {
                    turns.execute(Connection.this::late);
                }
            }

            @Override
            public void cancel() {
                open.cancel();
            }
        };
    }

    @Override
    public void opened(Outgoing sending) {
        out = sending;
        stand(WebSocketState.OPEN, Optional.empty(), Optional.empty());
        LOG.info("{} is open", this);
    }

    @Override
    public void closing(String why) {
        out = null;
        stand(WebSocketState.CLOSING, Optional.empty(), Optional.of(why));
    }

    @Override
    public void ended(boolean stable, Optional<String> why) {
        out = null;
        session = null;
        shared.seats().leave(claim);
        if (stopped) {
            LOG.info("{} is closed", this);
            gone.complete(null);
            return;
        }
        failures = stable ? 0 : failures;
        Duration pause = terms.backoff().pause(failures++, shared.random());
        lookIn(pause);
        stand(WebSocketState.WAITING, Optional.of(shared.time().now().plus(pause)), why);
        LOG.warn("{} is not connected, and is tried again in {} ms: {}", this, pause.toMillis(), why.map(Tally::plain).orElse(""));
    }

    private void look() {
        if (stopped) {
            return;
        }
        if (terms.whenRunning() && !running.getAsBoolean()) {
            lookIn(LOOK_AGAIN);
            if (!standing.reason().equals(Optional.of(NOT_RUNNING)) || standing.until().isPresent()) {
                stand(WebSocketState.WAITING, Optional.empty(), Optional.of(NOT_RUNNING));
            }
        } else if (shared.seats().take(claim)) {
            dial();
        } else {
            String why = shared.seats().why(claim);
            stand(WebSocketState.REFUSED, Optional.empty(), Optional.of(why));
            LOG.warn("{} is refused: {}; it is connected when another one is gone", this, why);
        }
    }

    private void seated() {
        if (stopped || terms.whenRunning() && !running.getAsBoolean()) {
            shared.seats().leave(claim);
            look();
        } else {
            dial();
        }
    }

    private void dial() {
        stand(WebSocketState.CONNECTING, Optional.empty(), Optional.empty());
        events = new Events(terms, shared.time(), shared.random().nextLong());
        Map<String, String> headers;
        try {
            headers = terms.headers().read();
        } catch (IOException unreadable) {
            LOG.warn("{}: {}", this, unreadable.getMessage());
            String why = "a header for the handshake cannot be read";
            tally.error(why);
            deliveries.add(events.error(why));
            ended(false, Optional.of(why));
            return;
        }
        Dial how = new Dial(terms.uri(), terms.subprotocols(), headers, terms.connect(), terms.mostBytes(), shared.tls());
        Outgoing queue = new Outgoing(terms.sendQueue(), shared.time()::nanos);
        session = new Session(terms, shared.time(), turns, deliveries, tally, events, running, this, queue,
                ear -> new Line(how, ear, queue, shared.threads(), shared.random()));
        session.start();
    }

    private void late() {
        tally.unsent.increment();
        tally.error("a text was not sent: the connection ended");
        deliveries.add(events.error("a text was not sent: the connection ended"));
    }

    private void lookIn(Duration pause) {
        alarm = shared.time().after(pause, () -> turns.execute(this::look));
    }

    private void stand(WebSocketState state, Optional<Instant> until, Optional<String> reason) {
        standing = new Standing(state, shared.time().now(), until, reason.map(Tally::plain));
    }

    @Override
    public String toString() {
        return ConnectionSettings.PID + "~" + terms.name();
    }
}
