package dev.tollgate.lifecycle;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Sees what becomes of plugins on this node, each event once, when it is on record; a whiteboard service. What another node did is told
 * there and not here, and what happened before it came is not told.
 */
@ConsumerType
public interface EventObserver {
    /** Called where it happens, under locks of the host: it returns at once, asks nothing of the host and throws nothing. */
    void saw(HostEvent event);
}
