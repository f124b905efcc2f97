package dev.tollgate.lifecycle.ingress;

import org.osgi.annotation.versioning.ProviderType;

/** The way in for events. */
@ProviderType
public interface Ingress {
    /**
     * Puts an event into the queue of its service. Never waits for a dispatch, and always returns: what is wrong is in the answer. An
     * event of a durable service is on disk when this returns {@link IngressStatus#ACCEPTED}.
     */
    Offer offer(IngressEvent event);
}
