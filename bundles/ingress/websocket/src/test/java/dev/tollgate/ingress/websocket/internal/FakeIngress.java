package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes every event in, until it is told to answer otherwise. */
final class FakeIngress implements Ingress {
    final BlockingQueue<IngressEvent> accepted = new LinkedBlockingQueue<>();
    final AtomicInteger offers = new AtomicInteger();
    volatile IngressStatus answer = IngressStatus.ACCEPTED;

    @Override
    public Offer offer(IngressEvent event) {
        offers.incrementAndGet();
        if (answer == IngressStatus.ACCEPTED) {
            accepted.add(event);
            return Offer.refused(IngressResult.ACCEPTED);
        }
        return Offer.refused(IngressResult.of(answer, "as the test wants"));
    }

    /** The next event that was taken in, of this kind; others before it are passed over. */
    IngressEvent next(String kind) throws InterruptedException {
        IngressEvent event = next();
        while (!event.kind().equals(kind)) {
            event = next();
        }
        return event;
    }

    IngressEvent next() throws InterruptedException {
        IngressEvent event = accepted.poll(Bed.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    String text(String kind) throws InterruptedException {
        return new String(next(kind).payload(), StandardCharsets.UTF_8);
    }
}
