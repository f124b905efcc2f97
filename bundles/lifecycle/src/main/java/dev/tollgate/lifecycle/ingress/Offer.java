package dev.tollgate.lifecycle.ingress;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The answer to an offer.
 *
 * @param result whether it was taken in
 * @param end    what became of it after all its attempts; already there where it was not taken in. Completed on a dispatcher's thread, so
 *               what hangs on it must not wait. That of a durable event is completed only on the node that dispatches it, and ends
 *               with the process
 */
public record Offer(IngressResult result, CompletionStage<IngressResult> end) {
    public Offer {
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(end, "end");
    }

    public static Offer refused(IngressResult result) {
        return new Offer(result, CompletableFuture.completedStage(result));
    }

    public boolean accepted() {
        return result.accepted();
    }
}
