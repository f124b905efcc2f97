package dev.tollgate.lifecycle.internal.service;

import java.time.Duration;
import java.time.Instant;

/** The time that services go by. */
interface Time {
    Instant now();

    /** Of a clock that nobody sets; only differences mean something. */
    long nanos();

    /** Runs something once, after a while; it must not wait itself. */
    void after(Duration wait, Runnable task);
}
