package dev.tollgate.ingress.websocket.internal;

import java.time.Duration;
import java.time.Instant;

/** The clocks, and what is to be done later. */
interface Time {
    /** For people. */
    Instant now();

    /** For measuring; nobody sets it. */
    long nanos();

    /** @return takes it back */
    Runnable after(Duration pause, Runnable what);
}
