package dev.tollgate.lifecycle.internal.observe;

import dev.tollgate.lifecycle.EventObserver;
import dev.tollgate.lifecycle.HostEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who look on at what becomes of plugins. What one of them throws is its own trouble. */
@Component(service = EventObservers.class)
public final class EventObservers {
    private static final Logger LOG = LoggerFactory.getLogger(EventObservers.class);

    private final List<EventObserver> observers = new CopyOnWriteArrayList<>();

    @Reference(service = EventObserver.class, policy = ReferencePolicy.DYNAMIC, cardinality = ReferenceCardinality.MULTIPLE)
    public void add(EventObserver observer) {
        observers.add(observer);
    }

    public void remove(EventObserver observer) {
        observers.remove(observer);
    }

    public void tell(HostEvent event) {
        for (EventObserver observer : observers) {
            try {
                observer.saw(event);
            } catch (RuntimeException | LinkageError failure) {
                LOG.error("{} failed to look on at {}", observer, event.getClass().getSimpleName(), failure);
            }
        }
    }
}
