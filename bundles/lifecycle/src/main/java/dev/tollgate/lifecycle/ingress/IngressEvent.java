package dev.tollgate.lifecycle.ingress;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that happened, for one service plugin. It is checked when it is offered, not here, in the order of {@link EventField}, so that
 * what is wrong is an answer with a type and never an exception.
 *
 * @param slug          which plugin it is for
 * @param source        where it comes from, such as {@code webhook:github}: 1 to 200 printable characters
 * @param ingress       by which of the ingresses that the plugin's manifest names
 * @param kind          what it is, such as {@code push}; one that the ingress takes
 * @param payload       at most as many bytes as the ingress takes; not copied, so not to be changed any more
 * @param createdAt     when it came about; not more than 5 minutes ahead of the host's clock
 * @param attempt       1 for the first; one more each time that it is tried again
 * @param correlationId the same for what is the same event: it is dispatched once; 1 to 200 printable characters
 */
public record IngressEvent(String slug, String source, String ingress, String kind, byte[] payload, Instant createdAt, int attempt,
        Optional<String> correlationId) {
    /** A first attempt. */
    public static IngressEvent of(String slug, String source, String ingress, String kind, byte[] payload, Instant createdAt) {
        return new IngressEvent(slug, source, ingress, kind, payload, createdAt, 1, Optional.empty());
    }

    public IngressEvent correlated(String id) {
        return new IngressEvent(slug, source, ingress, kind, payload, createdAt, attempt, Optional.of(id));
    }

    /** The next attempt. */
    public IngressEvent again() {
        return new IngressEvent(slug, source, ingress, kind, payload, createdAt, attempt + 1, correlationId);
    }
}
