package dev.tollgate.ingress.webhook;

import org.osgi.annotation.versioning.ProviderType;

/** Answers webhooks. */
@ProviderType
public interface Webhooks {
    /** What all paths begin with, such as {@code /hooks}. */
    String prefix();

    /**
     * Reads a request, and offers it as an event if it is one. Waits for the request's body, for a bounded time, and for nothing else;
     * throws nothing.
     */
    WebhookAnswer answer(WebhookRequest request);
}
