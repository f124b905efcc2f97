package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.IngressStatus;
import java.time.Duration;

/** How the call of a service's handler went. */
sealed interface Called {
    Called DONE = new Done(new byte[0]);

    /** It answered 0. */
    record Done(byte[] output) implements Called {
    }

    /**
     * It did not.
     *
     * @param status of an event that was given to it
     * @param again  whether another try may be better
     * @param gone   whether the instance is, with all that it had in memory
     */
    record Bad(IngressStatus status, String reason, boolean again, boolean gone) implements Called {
    }

    /** The guest was not called, and that passes. */
    record Held(String reason, Duration left) implements Called {
    }

    /** The guest was not called: another generation has taken over. */
    record Replaced() implements Called {
    }
}
