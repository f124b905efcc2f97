package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;

/** In which state a service is, since when and why, and when one that failed is started again. */
final class Standing {
    /** Who ran for so long failed for another reason than the last time. */
    static final Duration STEADY = Duration.ofMinutes(1);

    private final Time time;
    private final Backoff backoff;
    private final BiConsumer<ServiceState, Optional<String>> told;
    private ServiceState state = ServiceState.READY;
    private Instant since;
    private Optional<String> reason = Optional.empty();
    private int restarts;
    private boolean startsAgain;
    /** Events are taken in for the generation that is about to take over. */
    private boolean handing;
    private long changedAt;
    private long dueAt;
    private Optional<Instant> nextStart = Optional.empty();

    /** @param told of each other state and its reason */
    Standing(Time time, Backoff backoff, BiConsumer<ServiceState, Optional<String>> told) {
        this.told = told;
        this.time = time;
        this.backoff = backoff;
        this.since = time.now();
    }

    ServiceState state() {
        return state;
    }

    Instant since() {
        return since;
    }

    Optional<String> reason() {
        return reason;
    }

    Optional<Instant> nextStart() {
        return nextStart;
    }

    int restarts() {
        return steady() ? 0 : restarts;
    }

    /** Why no event is taken in now; empty where nothing here speaks against it. */
    Optional<IngressResult> refusal() {
        if (handing) {
            return Optional.empty();
        }
        String why = reason.map(text -> ": " + text).orElse("");
        return switch (state) {
            case RUNNING -> Optional.empty();
            case READY, STARTING -> refusal(IngressStatus.SERVICE_UNAVAILABLE, "the service does not run yet" + why);
            case STOPPING, STOPPED -> refusal(IngressStatus.SERVICE_STOPPED, "the service was stopped" + why);
            case FAILED -> refusal(IngressStatus.SERVICE_FAILED, "the service failed" + why + nextStart.map(at -> "; it is started again at "
                    + at).orElse("; an administrator has to start it, or a version that is better"));
        };
    }

    private static Optional<IngressResult> refusal(IngressStatus status, String detail) {
        return Optional.of(IngressResult.of(status, detail));
    }

    void become(ServiceState next, Optional<String> why) {
        if (steady()) {
            restarts = 0;
        }
        if (state != next) {
            since = time.now();
            changedAt = time.nanos();
        }
        if (state == ServiceState.FAILED && next == ServiceState.STARTING) {
            restarts++;
        }
        handing = handing && (next == ServiceState.READY || next == ServiceState.STARTING);
        boolean another = state != next;
        state = next;
        reason = why;
        startsAgain = false;
        nextStart = Optional.empty();
        if (another) {
            told.accept(next, why);
        }
    }

    /** Another generation takes over: who took events in goes on with that. */
    void handOver(String why) {
        boolean goesOn = state == ServiceState.RUNNING || handing;
        become(ServiceState.STOPPING, Optional.of(why));
        handing = goesOn;
    }

    /** It is started anew, as if it had never failed. */
    void anew() {
        become(ServiceState.READY, Optional.empty());
        restarts = 0;
    }

    /** @param again whether it is started again by itself, after a pause */
    void failed(String why, boolean again) {
        become(ServiceState.FAILED, Optional.of(why));
        if (again) {
            Duration pause = backoff.after(restarts + 1);
            startsAgain = true;
            dueAt = time.nanos() + pause.toNanos();
            nextStart = Optional.of(since.plus(pause));
        }
    }

    /** How long until it may be started; empty where it is not by itself. */
    Optional<Duration> untilStart() {
        if (state == ServiceState.READY) {
            return Optional.of(Duration.ZERO);
        }
        return startsAgain ? Optional.of(Duration.ofNanos(Math.max(0, dueAt - time.nanos()))) : Optional.empty();
    }

    private boolean steady() {
        return state == ServiceState.RUNNING && time.nanos() - changedAt >= STEADY.toNanos();
    }
}
