package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.IngressEvent;

/**
 * An event that was taken in.
 *
 * @param end what becomes of it after all its attempts
 * @param due when it may be dispatched, by {@link Time#nanos}
 */
record QueuedEvent(IngressEvent event, EventEnd end, long due) {
    QueuedEvent again(long at) {
        return new QueuedEvent(event.again(), end, at);
    }

    int bytes() {
        return event.payload().length;
    }
}
