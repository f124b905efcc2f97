package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is worth knowing about one service. The log of the host has only what a guest cannot cause at will. */
final class Notes {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private final String slug;
    private final DiagnosticLog log;
    private final Time time;
    private Optional<Diagnostic> lastError = Optional.empty();

    Notes(String slug, DiagnosticLog log, Time time) {
        this.slug = slug;
        this.log = log;
        this.time = time;
    }

    Optional<Diagnostic> lastError() {
        return lastError;
    }

    void info(String text) {
        log.note(slug, Level.INFO, text);
    }

    void warning(String text) {
        log.note(slug, Level.WARNING, text);
    }

    void dead(DeadEvent dead) {
        warning("an event of " + dead.event().ingress() + " is dead, attempt " + dead.event().attempt() + ": " + dead.result().detail());
    }

    void discarded(int events, String why) {
        if (events > 0) {
            warning(events + " events were discarded: " + why);
        }
    }

    /** How the guest took it that it was to stop. */
    void stopped(Called called) {
        if (called instanceof Called.Bad bad) {
            erred("its stop failed: " + bad.reason());
            warning("its stop failed: " + bad.reason());
        } else if (called instanceof Called.Held held) {
            warning("its stop was not called: " + held.reason());
        } else if (called instanceof Called.Replaced) {
            warning("its stop was not called: its generation was closed already");
        }
    }

    /** It does not run any more. How often that is, is bounded by its restarts. */
    void failed(String reason) {
        log.note(slug, Level.ERROR, reason);
        LOG.warn("the service of {} failed: {}", slug, reason);
    }

    void broken(Throwable failure) {
        LOG.error("the service of {}: the host failed", slug, failure);
    }

    /** A call failed. */
    void erred(String reason) {
        lastError = Optional.of(new Diagnostic(slug, time.now(), Level.ERROR, reason));
    }
}
