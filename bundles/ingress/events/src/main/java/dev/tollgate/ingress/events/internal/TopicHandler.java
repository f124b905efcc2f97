package dev.tollgate.ingress.events.internal;

import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.limits.Refusals;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/**
 * Offers the events of some topics. EventAdmin takes a handler out of service for good that was slow once, and an offer to a durable
 * service is a write to disk: so an event is turned into JSON here, because its properties may be changed afterwards, and offered on
 * another thread.
 */
final class TopicHandler implements EventHandler {
    private final TopicRoute route;
    private final Ingress ingress;
    private final Executor offers;
    private final Refusals refusals;
    private final Clock clock;
    private final OwnEvents own;

    TopicHandler(TopicRoute route, Ingress ingress, Executor offers, Refusals refusals, Clock clock) {
        this.own = new OwnEvents(route.slug(), clock);
        this.route = route;
        this.ingress = ingress;
        this.offers = offers;
        this.refusals = refusals;
        this.clock = clock;
    }

    @Override
    public void handleEvent(Event event) {
        try {
            if (!own.about(event)) {
                admitted(event);
            }
        } catch (TooLargeException large) {
            refusals.add("TOO_LARGE", large.getMessage());
        } catch (RejectedExecutionException full) {
            refusals.add("WAITING_FULL", "events come faster than they can be offered (waiting)");
        } catch (RuntimeException | StackOverflowError unreadable) {
            refusals.add("UNREADABLE", unreadable.toString());
        }
    }

    private void admitted(Event event) throws TooLargeException {
        if (own.within(event)) {
            IngressEvent offered = translated(event);
            offers.execute(() -> offer(offered));
        } else {
            refusals.add("RATE", "of the host's own events, " + OwnEvents.PER_MINUTE + " a minute are offered");
        }
    }

    private IngressEvent translated(Event event) throws TooLargeException {
        IngressEvent whole = IngressEvent.of(route.slug(), route.source(), route.ingress(), route.kind().of(event.getTopic()),
                EventJson.of(event, route.maxBytes()), createdAt(event));
        return route.correlation().map(event::getProperty).flatMap(Scalars::word).map(whole::correlated).orElse(whole);
    }

    /** Events may say when they came about; one from the future is not believed. */
    private Instant createdAt(Event event) {
        Instant now = clock.instant();
        if (event.getProperty(EventConstants.TIMESTAMP) instanceof Long millis) {
            Instant said = Instant.ofEpochMilli(millis);
            return said.isBefore(now) ? said : now;
        }
        return now;
    }

    private void offer(IngressEvent event) {
        try {
            Offer offer = ingress.offer(event);
            if (!offer.accepted()) {
                refusals.add(offer.result().status().name(), offer.result().detail());
            }
        } catch (RuntimeException failed) {
            refusals.add("FAILED", failed.toString());
        }
    }
}
