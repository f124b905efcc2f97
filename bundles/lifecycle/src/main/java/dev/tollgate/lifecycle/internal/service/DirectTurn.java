package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.ServiceState;
import java.util.function.BooleanSupplier;

/**
 * A turn on the thread of whoever has an event that waits elsewhere, where none is under way: a durable event has a worker's thread
 * already, and takes none of the dispatchers.
 *
 * @param lock of the service
 */
record DirectTurn(Object lock, Aftermath.Of of, Aftermath aftermath, EventBook book) {
    /**
     * Not called under the lock.
     *
     * @param may    asked under it, whether this generation is to be given events at all
     * @param wanted whether the outcome still counts
     * @return {@link Called.Held} where it cannot be given one now
     */
    Called event(IngressEvent event, BooleanSupplier may, BooleanSupplier wanted) {
        synchronized (lock) {
            boolean busy = of.turns().turning();
            ServiceState state = of.standing().state();
            if (busy || state != ServiceState.RUNNING || !may.getAsBoolean() || of.pause().why(of.resident().plugin()).isPresent()) {
                return new Called.Held("its service is " + (busy ? "busy" : state + " and takes no event now"), GuestCalls.WHILE_BUSY);
            }
            of.turns().take();
        }
        try {
            Called called = of.resident().event(event, wanted);
            synchronized (lock) {
                if (called instanceof Called.Held || called instanceof Called.Replaced) {
                    aftermath.notCalled(called);
                } else {
                    book.dispatched(event.attempt());
                }
                aftermath.of(called);
            }
            return called instanceof Called.Bad && of.resident().aborted() ? new Called.Held("its service was stopped", GuestCalls.WHILE_BUSY)
                    : called;
        } finally {
            of.turns().turned(false);
        }
    }
}
