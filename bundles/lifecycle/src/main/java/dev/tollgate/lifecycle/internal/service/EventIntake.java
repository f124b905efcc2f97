package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Takes events in for whichever service they are. */
@Component(service = Ingress.class)
public final class EventIntake implements Ingress {
    private final ServiceHost host;
    private final AtomicReference<StoredEvents> store = new AtomicReference<>();

    @Activate
    public EventIntake(@Reference ServiceHost host) {
        this.host = host;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void add(StoredEvents events) {
        store.set(events);
    }

    void remove(StoredEvents events) {
        store.compareAndSet(events, null);
    }

    @Override
    public Offer offer(IngressEvent event) {
        Optional<Service> service = host.service(event.slug());
        if (service.isEmpty()) {
            return unavailable("no active plugin of that name has a service here");
        }
        if (!service.get().rules().durable()) {
            return service.get().offer(event);
        }
        StoredEvents events = store.get();
        return events == null ? unavailable("its events are kept in the store of jobs, and there is no job engine now: offer it again later")
                : service.get().offer(event, events);
    }

    private static Offer unavailable(String why) {
        return Offer.refused(IngressResult.of(IngressStatus.SERVICE_UNAVAILABLE, why));
    }
}
