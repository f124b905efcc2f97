package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.ingress.websocket.internal.wire.CloseCode;
import dev.tollgate.ingress.websocket.internal.wire.Line;
import dev.tollgate.ingress.websocket.internal.wire.Outgoing;
import dev.tollgate.ingress.websocket.internal.wire.Trouble;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** One attempt, and the open connection that may come of it. All in turns, but for what the line calls. */
final class Session implements Line.Ear {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Terms terms;
    private final Time time;
    private final Executor turns;
    private final Deliveries deliveries;
    private final Tally tally;
    private final Events events;
    private final BooleanSupplier running;
    private final Owner owner;
    private final Outgoing out;
    private final Line line;
    private Runnable alarm;
    private boolean open;
    private boolean closing;
    private boolean over;
    private long openedAt;
    private long pingedAt;
    private long ranAt;
    private volatile long heardAt;
    private Optional<String> why = Optional.empty();

    /** Told how it goes, in a turn. */
    interface Owner {
        void opened(Outgoing out);

        void closing(String why);

        /** @param stable it was open for long enough to count as good */
        void ended(boolean stable, Optional<String> why);
    }

    /** @param dialled makes the line that it is to hear */
    Session(Terms terms, Time time, Executor turns, Deliveries deliveries, Tally tally, Events events, BooleanSupplier running, Owner owner,
            Outgoing out, Function<Line.Ear, Line> dialled) {
        this.terms = terms;
        this.time = time;
        this.turns = turns;
        this.deliveries = deliveries;
        this.tally = tally;
        this.events = events;
        this.running = running;
        this.owner = owner;
        this.out = out;
        this.line = dialled.apply(this);
        this.alarm = later(terms.connect(), () -> giveUp("the server took longer than " + terms.connect().toMillis() + " ms to answer"));
    }

    void start() {
        line.start();
    }

    /** The configuration or the host goes: a last event, a word to the server, and nothing more for the service. */
    void stop() {
        if (!open) {
            deliveries.close(Optional.empty());
            line.abort();
        } else {
            deliveries.close(closing ? Optional.empty() : events.close(CloseCode.GOING_AWAY, "the host closed it"));
            close(CloseCode.GOING_AWAY, "the host closed it");
        }
    }

    void abort() {
        line.abort();
    }

    @Override
    public void opened(String subprotocol) {
        turns.execute(() -> {
            if (over) {
                return;
            }
            open = true;
            openedAt = time.nanos();
            heardAt = openedAt;
            pingedAt = openedAt;
            ranAt = openedAt;
            tally.openings.increment();
            alarm.run();
            alarm = later(TICK, this::tick);
            owner.opened(out);
            deliveries.add(events.open(subprotocol));
            deliveries.onceEmpty(line::ask);
        });
    }

    @Override
    public void text(byte[] utf8) {
        turns.execute(() -> {
            tally.received.increment();
            if (!closing) {
                deliveries.add(events.text(utf8));
            } else {
                tally.dropped.increment();
            }
            deliveries.onceEmpty(line::ask);
        });
    }

    @Override
    public void binary() {
        turns.execute(() -> {
            tally.binary.increment();
            line.ask();
        });
    }

    @Override
    public void heard() {
        heardAt = time.nanos();
    }

    @Override
    public void closed(int code, String reason) {
        turns.execute(() -> end(code, reason, Optional.empty()));
    }

    @Override
    public void failed(Trouble trouble) {
        turns.execute(() -> end(CloseCode.LOST, "", closing ? Optional.empty() : Optional.of(why.orElse(trouble.getMessage()))));
    }

    /** Looks once a second whether both ends are still there. */
    private void tick() {
        long now = time.nanos();
        alarm = later(TICK, this::tick);
        if (!deliveries.empty()) {
            heardAt = now;
        }
        if (!terms.whenRunning() || running.getAsBoolean()) {
            ranAt = now;
        }
        if (now - heardAt >= terms.idle().toNanos()) {
            giveUp("the server gave no sign for " + terms.idle().toMillis() + " ms");
        } else if (out.stuck() >= terms.idle().toNanos()) {
            giveUp("the server did not read for " + terms.idle().toMillis() + " ms");
        } else if (now - ranAt > terms.hold().toNanos()) {
            close(CloseCode.GOING_AWAY, "the service is not running");
        } else if (now - Math.max(heardAt, pingedAt) >= terms.ping().toNanos()) {
            pingedAt = now;
            out.ping();
        }
    }

    private void giveUp(String reason) {
        why = Optional.of(reason);
        line.abort();
    }

    private void close(int code, String reason) {
        if (!closing) {
            closing = true;
            why = Optional.of(reason);
            owner.closing(reason);
            out.close(code, reason);
            line.ask();
            alarm.run();
            alarm = later(GRACE, line::abort);
        }
    }

    private void end(int code, String reason, Optional<String> error) {
        if (over) {
            return;
        }
        over = true;
        alarm.run();
        int unsent = out.end();
        tally.unsent.add(unsent);
        tally.sent.add(out.sent());
        error.ifPresent(tally::error);
        error.ifPresent(text -> deliveries.add(events.error(text)));
        if (unsent > 0) {
            deliveries.add(events.error(unsent + " of the texts to send were not: the connection ended"));
        }
        if (open) {
            deliveries.add(closing ? events.close(CloseCode.GOING_AWAY, why.orElse("")) : events.close(code, reason));
        }
        boolean stable = open && time.nanos() - openedAt >= terms.stable().toNanos();
        owner.ended(stable, error.or(() -> why).or(() -> Optional.of("the server closed it with " + code + (reason.isEmpty() ? "" : ", " + reason))));
    }

    private Runnable later(Duration pause, Runnable what) {
        return time.after(pause, () -> turns.execute(() -> {
            if (!over) {
                what.run();
            }
        }));
    }
}
