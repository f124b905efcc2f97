package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.IngressEvent;
import java.util.Optional;

/** What is the same for what is the same event. */
record Correlation(String source, String ingress, String id) {
    static Optional<Correlation> of(IngressEvent event) {
        return event.correlationId().map(id -> new Correlation(event.source(), event.ingress(), id));
    }
}
