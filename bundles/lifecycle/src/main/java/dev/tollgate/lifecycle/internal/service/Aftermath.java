package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.ServiceState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * What a call of the guest means for its service. A handler that answers, whatever it answers, keeps it going; an instance that is gone
 * fails it; a call that did not come about is nothing against it. Guarded by the lock of its {@link Course}.
 */
final class Aftermath {
    private static final Duration SOON = Duration.ofMillis(50);

    private final String slug;
    private final Of of;
    private final BooleanSupplier stopping;
    private final Runnable replaced;

    /** What of a service it concerns. */
    record Of(Standing standing, Notes notes, Pause pause, Turns turns, Resident resident, Asks asks, Ends ends) {
    }

    /** @param replaced is told, without a lock, when the generation turned out to be replaced */
    Aftermath(String slug, Of of, BooleanSupplier stopping, Runnable replaced) {
        this.slug = slug;
        this.of = of;
        this.stopping = stopping;
        this.replaced = replaced;
    }

    /** Of an event, or of a status that was asked for. */
    void of(Called called) {
        String reason = "the host had no room for what it asked for";
        if (called instanceof Called.Bad bad) {
            of.notes().erred(bad.reason());
            reason = bad.reason();
        }
        if (called instanceof Called.Bad bad && bad.gone() || !of.resident().started()) {
            fail("its instance is gone: " + reason, true);
        }
    }

    /** Why not, and the pause that follows. */
    String notCalled(Called called) {
        if (called instanceof Called.Held held) {
            of.pause().begin(held.reason(), held.left());
            return held.reason();
        }
        of.ends().add(replaced);
        of.pause().begin("its plugin was reloaded", SOON);
        return "its plugin was reloaded";
    }

    void fail(String reason, boolean again) {
        of.resident().lost();
        of.asks().refuse("the service of " + slug + " failed: " + reason, of.ends());
        of.notes().failed(reason);
        if (!stopping.getAsBoolean()) {
            of.standing().failed(reason, again);
            of.turns().slow(true);
        }
        of.turns().wake();
    }

    void become(ServiceState state, Optional<String> reason) {
        of.standing().become(state, reason);
        of.turns().slow(state != ServiceState.RUNNING);
    }

    void tell(CompletableFuture<Void> who) {
        of.ends().add(() -> who.complete(null));
    }
}
