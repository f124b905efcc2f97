package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ActivePlugin;

/**
 * Keeps generations of plugins open for their services: a service that is handed over still ends its event and calls its {@code stop} on
 * the generation that it ran on.
 */
public interface Generations {
    /**
     * Until this is closed, or the generation's drain is over, calls under profiles of a service are let in to it, even when it was
     * replaced. Of one that was closed already nothing is kept.
     */
    Stay stay(ActivePlugin plugin);

    /** The right to call a generation that was replaced. Closing it again changes nothing. */
    interface Stay extends AutoCloseable {
        @Override
        void close();
    }
}
