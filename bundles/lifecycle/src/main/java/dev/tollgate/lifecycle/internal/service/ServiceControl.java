package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.abi.audit.Verb;
import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceTotals;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What administrators do with services. */
@Component(service = Services.class)
public final class ServiceControl implements Services {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceControl.class);
    /** Beside the guest's own deadline: for the turn to come. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServiceHost host;
    /** Told before a decision takes effect, which it does not where this throws. */
    private final Consumer<Decision> audit;
    private final AtomicReference<StoredEvents> store = new AtomicReference<>();

    @Activate
    public ServiceControl(@Reference ServiceHost host, @Reference Audit audit) {
        this(host, audit::record);
    }

    private ServiceControl(ServiceHost host, Consumer<Decision> audit) {
        this.host = host;
        this.audit = audit;
    }

    /** One whose decisions are on no record. */
    public static ServiceControl of(ServiceHost host) {
        return new ServiceControl(host, decision -> { });
    }

    static ServiceControl of(ServiceHost host, Consumer<Decision> audit) {
        return new ServiceControl(host, audit);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void add(StoredEvents events) {
        store.set(events);
    }

    void remove(StoredEvents events) {
        store.compareAndSet(events, null);
    }

    @Override
    public Optional<ServiceView> get(String slug) {
        return host.service(slug).map(Service::view).map(this::withDepth);
    }

    @Override
    public List<ServiceView> list() {
        return host.views().stream().map(this::withDepth).toList();
    }

    @Override
    public ServiceTotals totals() {
        ServiceTotals totals = host.totals();
        long stored = host.views().stream().filter(ServiceView::durable).mapToLong(this::stored).sum();
        return new ServiceTotals(totals.services(), totals.running(), totals.failed(), totals.depth() + stored, totals.counters());
    }

    @Override
    public ServiceView start(String slug, String by) {
        Service service = find(slug);
        record(Verb.SERVICE_START, service, by, Optional.empty());
        LOG.info("the service of {} is started by {}", slug, by);
        await(service.start(by), service.patience().plus(PATIENCE), "the service of " + slug + " is still being started; this goes on");
        return withDepth(service.view());
    }

    @Override
    public ServiceView stop(String slug, OnStop events, String by) {
        Service service = find(slug);
        record(Verb.SERVICE_STOP, service, by, Optional.of(events.name()));
        LOG.info("the service of {} is stopped by {}", slug, by);
        await(service.stop(events, by), host.bounds().drain().plus(service.patience()).plus(PATIENCE), "the service of " + slug
                + " is still being stopped; this goes on");
        return withDepth(service.view());
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
        List<DeadEvent> kept = host.service(slug).map(service -> service.events(book -> book.dead().list())).orElse(List.of());
        List<DeadEvent> stored = Optional.ofNullable(store.get()).map(events -> events.dead(slug)).orElse(List.of());
        return Stream.concat(kept.stream(), stored.stream()).sorted(Comparator.comparing(DeadEvent::at).reversed()).toList();
    }

    @Override
    public Optional<Offer> replay(String slug, String id, String by) {
        Optional<Service> service = host.service(slug);
        if (service.isEmpty()) {
            return Optional.empty();
        }
        Decision decision = decision(Verb.EVENT_REPLAY, slug, id, by);
        Optional<DeadEvent> dead = take(service.get(), id, decision);
        Optional<Offer> offer = dead.isPresent() ? Optional.of(replay(service.get(), dead.get())) : replayStored(service.get(), id, decision);
        offer.ifPresent(answer -> LOG.info("the dead event {} of {} was replayed by {}: {}", PlainText.of(id), slug, by, answer.result().status()));
        return offer;
    }

    private static Offer replay(Service service, DeadEvent dead) {
        IngressEvent old = dead.event();
        Offer offer = service.offer(new IngressEvent(old.slug(), old.source(), old.ingress(), old.kind(), old.payload(), old.createdAt(), 1,
                old.correlationId()));
        if (!offer.accepted()) {
            putBack(service, dead);
        }
        return offer;
    }

    /** Out of those in memory, and on record; none where it cannot be recorded. */
    private Optional<DeadEvent> take(Service service, String id, Decision decision) {
        Optional<DeadEvent> dead = service.events(book -> book.dead().take(id));
        if (dead.isPresent()) {
            try {
                audit.accept(decision);
            } catch (RuntimeException unrecorded) {
                putBack(service, dead.get());
                throw unrecorded;
            }
        }
        return dead;
    }

    private static void putBack(Service service, DeadEvent dead) {
        service.events(book -> {
            book.dead().add(dead);
            return book;
        });
    }

    private Optional<Offer> replayStored(Service service, String id, Decision decision) {
        StoredEvents events = store.get();
        Optional<IngressEvent> event = events == null ? Optional.empty() : events.event(service.slug(), id);
        if (event.isEmpty()) {
            return Optional.empty();
        }
        Optional<IngressResult> refusal = service.refusal(event.get());
        if (refusal.isPresent()) {
            return Optional.of(Offer.refused(refusal.get()));
        }
        service.storedAgain();
        return events.replay(service.slug(), id, decision);
    }

    @Override
    public boolean discard(String slug, String id, String by) {
        StoredEvents events = store.get();
        Decision decision = decision(Verb.EVENT_DISCARD, slug, id, by);
        boolean discarded = host.service(slug).flatMap(service -> take(service, id, decision)).isPresent()
                || events != null && events.discard(slug, id, decision);
        if (discarded) {
            LOG.info("the dead event {} of {} was discarded by {}", id, slug, by);
        }
        return discarded;
    }

    /** About a dead event; those in a store are on record in it, in the transaction in which they leave the dead ones. */
    private Decision decision(Verb verb, String slug, String id, String by) {
        return new Decision(host.now(), by, verb, Optional.of(slug), id, Optional.empty(), Optional.empty());
    }

    private void record(Verb verb, Service service, String by, Optional<String> after) {
        audit.accept(new Decision(host.now(), by, verb, Optional.of(service.slug()), "service", Optional.of(service.view().state().name()), after));
    }

    /** Those in the store are counted where there is one. */
    private ServiceView withDepth(ServiceView view) {
        return !view.durable() ? view : new ServiceView(view.plugin(), view.state(), view.since(), view.reason(), view.restarts(),
                view.nextStart(), true, view.depth() + stored(view), view.capacity(), view.counters(), view.lastError());
    }

    private int stored(ServiceView view) {
        StoredEvents events = store.get();
        return events == null ? 0 : events.depth(view.plugin().slug(), view.capacity());
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
