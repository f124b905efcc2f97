package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes events in for whichever service they are. */
@Component(service = Ingress.class)
public final class EventIntake implements Ingress {
    private final ServiceHost host;

    @Activate
    public EventIntake(@Reference ServiceHost host) {
        this.host = host;
    }

    @Override
    public Offer offer(IngressEvent event) {
        Optional<Service> service = host.service(event.slug());
        return service.map(one -> one.offer(event)).orElseGet(() -> Offer.refused(IngressResult.of(IngressStatus.SERVICE_UNAVAILABLE,
                "no active plugin of that name has a service here")));
    }
}
