package dev.tollgate.lifecycle.internal.service;

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
