package dev.tollgate.tour;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.Offer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Events as a code host sends them, and what became of each. */
final class Pushes {
    private final String slug;
    private final Ingress ingress;
    private final List<Offer> offers = new ArrayList<>();

    Pushes(String slug, Ingress ingress) {
        this.slug = slug;
        this.ingress = ingress;
    }

    void offer(String branch) {
        byte[] payload = ("{\"ref\":\"refs/heads/" + branch + "\"}").getBytes(UTF_8);
        offers.add(ingress.offer(IngressEvent.of(slug, Packages.BY, "pushes", "push", payload, Instant.now())));
    }

    int count() {
        return offers.size();
    }

    /** Whether each one was taken in and its handler did its work. */
    boolean endWell(Duration patience) throws InterruptedException {
        try {
            for (Offer offer : offers) {
                CompletableFuture<IngressResult> end = offer.end().toCompletableFuture();
                if (!end.get(patience.toNanos(), TimeUnit.NANOSECONDS).accepted()) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException | TimeoutException lost) {
            return false;
        }
    }

    @Override
    public String toString() {
        return offers.stream().filter(Offer::accepted).count() + " of " + offers.size() + " accepted";
    }
}
