package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.IngressResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What becomes of an event after all its attempts. There is one view of it for all who offered the event: a view each would be kept
 * with it until it ends.
 */
final class EventEnd {
    private final CompletableFuture<IngressResult> end = new CompletableFuture<>();
    private final CompletionStage<IngressResult> view = end.minimalCompletionStage();

    /** For others, whose hands are off the end itself. */
    CompletionStage<IngressResult> view() {
        return view;
    }

    void complete(IngressResult result) {
        end.complete(result);
    }
}
