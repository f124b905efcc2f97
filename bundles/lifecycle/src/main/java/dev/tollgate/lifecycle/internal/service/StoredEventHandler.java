package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/**
 * Gives durable events to their services, one of a plugin at a time on a node. An event whose service cannot take it now is held back,
 * which is no attempt. Few are dispatched at a time, so that jobs never wait behind events for a thread.
 */
@Component(service = StoredEventHandler.class, immediate = true, configurationPid = ServiceSettings.PID)
public final class StoredEventHandler implements JobHandler {
    private static final Duration WHILE_BUSY = Duration.ofMillis(100);
    private static final Duration WHILE_AWAY = Duration.ofSeconds(2);

    private final ServiceHost host;
    private final StoredEvents events;
    private final Semaphore slots;
    private final Optional<ServiceRegistration<JobHandler>> registration;

    @Activate
    public StoredEventHandler(BundleContext context, @Reference ServiceHost host, @Reference StoredEvents events, ServiceSettings settings) {
        if (settings.durable_at_a_time() < 1) {
            throw new IllegalArgumentException("configuration " + ServiceSettings.PID + ": durable.at.a.time is "
                    + settings.durable_at_a_time() + ", allowed is a whole number from 1");
        }
        this.host = host;
        this.events = events;
        this.slots = new Semaphore(settings.durable_at_a_time());
        this.registration = Optional.of(context.registerService(JobHandler.class, this,
                FrameworkUtil.asDictionary(Map.of(QUEUE, events.queue(), PER_GROUP, 1))));
    }

    @Modified
    void keep() {
        // The slots are taken by events that are being dispatched.
    }

    private StoredEventHandler(ServiceHost host, StoredEvents events, int atATime) {
        this.host = host;
        this.events = events;
        this.slots = new Semaphore(atATime);
        this.registration = Optional.empty();
    }

    static StoredEventHandler of(ServiceHost host, StoredEvents events, int atATime) {
        return new StoredEventHandler(host, events, atATime);
    }

    @Deactivate
    void close() {
        registration.ifPresent(ServiceRegistration::unregister);
    }

    @Override
    public JobResult run(JobExecution job, Lease lease) {
        StoredEvent event;
        try {
            event = StoredEvent.decode(job.payload());
        } catch (IllegalArgumentException malformed) {
            return new JobResult.SkipRetry(malformed.getMessage(), "", false);
        }
        String slug = event.event().slug();
        if (!job.group().equals(StoredEvents.group(slug))) {
            return new JobResult.SkipRetry("the event is for " + slug + ", but its job is of " + job.group(), "", false);
        }
        Optional<Service> service = host.service(slug);
        if (service.isEmpty()) {
            return new JobResult.HeldBack("no active plugin " + slug + " has a service here", WHILE_AWAY);
        }
        if (!slots.tryAcquire()) {
            return new JobResult.HeldBack("as many durable events are dispatched as may on this node", WHILE_BUSY);
        }
        try {
            return dispatch(service.get(), event, job, lease);
        } finally {
            slots.release();
        }
    }

    private JobResult dispatch(Service service, StoredEvent event, JobExecution job, Lease lease) {
        if (!EventRules.takes(service.rules(), event.event())) {
            return end(service, event, new Called.Bad(IngressStatus.DISPATCH_FAILED, "the active version does not take such events", false, false));
        }
        Called called = service.dispatch(event.at(job.attempt()), () -> lease.held() && !Thread.currentThread().isInterrupted());
        if (called instanceof Called.Held held) {
            return new JobResult.HeldBack(held.reason(), held.left());
        }
        if (called instanceof Called.Replaced) {
            return new JobResult.HeldBack("its plugin was reloaded", WHILE_BUSY);
        }
        if (called instanceof Called.Done) {
            ended(service, event, IngressResult.ACCEPTED);
            return new JobResult.Done(new byte[0], report(IngressStatus.ACCEPTED));
        }
        Called.Bad bad = (Called.Bad) called;
        // Whoever has the lease now tries it again.
        if (!lease.held() || bad.again() && job.attempt() <= job.maxRetry()) {
            return failed(bad);
        }
        return end(service, event, bad);
    }

    private JobResult end(Service service, StoredEvent event, Called.Bad bad) {
        ended(service, event, IngressResult.of(bad.status(), bad.reason()));
        return bad.again() ? failed(bad) : new JobResult.SkipRetry(bad.reason(), report(bad.status()));
    }

    private void ended(Service service, StoredEvent event, IngressResult result) {
        service.storedEnd(result);
        events.ended(event, result);
    }

    private static JobResult failed(Called.Bad bad) {
        return bad.status() == IngressStatus.DISPATCH_TIMEOUT ? new JobResult.TimedOut(bad.reason(), report(bad.status()))
                : new JobResult.Failed(bad.reason(), report(bad.status()));
    }

    private static String report(IngressStatus result) {
        return String.format(StoredEvents.REPORT, result);
    }
}
