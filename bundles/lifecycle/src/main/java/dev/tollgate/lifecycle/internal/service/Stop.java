package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import java.util.concurrent.CompletableFuture;

/**
 * A stop that is under way.
 *
 * @param events what becomes of those that wait
 * @param until  when those that still wait are discarded and the one that is being dispatched is ended, by {@link Time#nanos}
 * @param reason why, for people
 * @param done   when its {@code stop} was called
 */
record Stop(OnStop events, long until, String reason, CompletableFuture<Void> done) {
    boolean overdue(Time time) {
        return until - time.nanos() <= 0;
    }
}
