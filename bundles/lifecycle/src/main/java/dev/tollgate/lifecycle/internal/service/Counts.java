package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.ServiceCounters;

/** Counters of a service in the making. */
final class Counts {
    long enqueued;
    long dispatched;
    long completed;
    long rejected;
    long repeated;
    long retried;
    long failed;
    long timedOut;
    long discarded;

    ServiceCounters counters() {
        return new ServiceCounters(enqueued, dispatched, completed, rejected, repeated, retried, failed, timedOut, discarded);
    }
}
