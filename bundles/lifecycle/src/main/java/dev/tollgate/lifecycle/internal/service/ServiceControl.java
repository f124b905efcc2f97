package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceTotals;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What administrators do with services. */
@Component(service = Services.class)
public final class ServiceControl implements Services {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceControl.class);
    /** Beside the guest's own deadline: for the turn to come. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServiceHost host;

    @Activate
    public ServiceControl(@Reference ServiceHost host) {
        this.host = host;
    }

    @Override
    public Optional<ServiceView> get(String slug) {
        return host.service(slug).map(Service::view);
    }

    @Override
    public List<ServiceView> list() {
        return host.views();
    }

    @Override
    public ServiceTotals totals() {
        return host.totals();
    }

    @Override
    public ServiceView start(String slug, String by) {
        Service service = find(slug);
        LOG.info("the service of {} is started by {}", slug, by);
        await(service.start(by), service.patience().plus(PATIENCE), "the service of " + slug + " is still being started; this goes on");
        return service.view();
    }

    @Override
    public ServiceView stop(String slug, OnStop events, String by) {
        Service service = find(slug);
        LOG.info("the service of {} is stopped by {}", slug, by);
        await(service.stop(events, by), host.bounds().drain().plus(service.patience()).plus(PATIENCE), "the service of " + slug
                + " is still being stopped; this goes on");
        return service.view();
    }

    @Override
    public byte[] status(String slug, Duration patience) {
        Service service = find(slug);
        CompletableFuture<byte[]> ask = service.status();
        if (!ends(ask, patience) && service.withdraw(ask)) {
            throw new PluginException("the service of " + slug + " is busy: ask again later, or wait longer than " + patience.toMillis() + " ms");
        }
        return await(ask, service.patience().plus(PATIENCE), "the service of " + slug + " did not say in time how it is");
    }

    @Override
    public List<Diagnostic> diagnostics(String slug) {
        return host.log().of(slug);
    }

    @Override
    public List<Diagnostic> diagnostics() {
        return host.log().all();
    }

    @Override
    public List<DeadEvent> dead(String slug) {
        return host.service(slug).map(service -> service.events(book -> book.dead().list())).orElse(List.of());
    }

    @Override
    public Optional<Offer> replay(String slug, String id, String by) {
        Optional<Service> service = host.service(slug);
        Optional<DeadEvent> dead = service.flatMap(one -> one.events(book -> book.dead().take(id)));
        return dead.map(event -> {
            LOG.info("the dead event {} of {} is replayed by {}", id, slug, by);
            IngressEvent old = event.event();
            Offer offer = service.get().offer(new IngressEvent(slug, old.source(), old.ingress(), old.kind(), old.payload(), old.createdAt(), 1,
                    old.correlationId()));
            if (!offer.accepted()) {
                service.get().events(book -> {
                    book.dead().add(event);
                    return null;
                });
            }
            return offer;
        });
    }

    @Override
    public boolean discard(String slug, String id, String by) {
        boolean discarded = host.service(slug).flatMap(service -> service.events(book -> book.dead().take(id))).isPresent();
        if (discarded) {
            LOG.info("the dead event {} of {} is discarded by {}", id, slug, by);
        }
        return discarded;
    }

    private Service find(String slug) {
        return host.service(slug).orElseThrow(() -> new PluginException("no active plugin " + slug + " has a service here; those that have one: "
                + host.views().stream().map(view -> view.plugin().slug()).toList()));
    }

    private static <T> T await(CompletableFuture<T> end, Duration patience, String late) {
        if (!ends(end, patience)) {
            throw new PluginException(late);
        }
        try {
            return end.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof PluginException known ? known : new PluginException(failed.getCause().getMessage(), failed);
        }
    }

    /** Whether it comes to an end in time, be it a good one or not. */
    private static boolean ends(CompletableFuture<?> end, Duration patience) {
        try {
            end.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException failed) {
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }
}
