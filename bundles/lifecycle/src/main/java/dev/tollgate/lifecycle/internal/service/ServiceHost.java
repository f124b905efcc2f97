package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.lifecycle.PluginListener;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.ServiceTotals;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.limits.Breaker;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services of this node: one for each plugin that is active here and has one, for as long as that is so. */
@Component(service = {ServiceHost.class, PluginListener.class}, configurationPid = ServiceSettings.PID)
@Designate(ocd = ServiceSettings.class)
public final class ServiceHost implements PluginListener {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceHost.class);
    /** Beyond the drain: for the stop of each guest. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final Plugins plugins;
    private final ServiceTools tools;
    private final Runnable closing;
    private final Map<String, Service> services = new ConcurrentSkipListMap<>();
    private final Tally tally = new Tally();
    private boolean closed;

    @Activate
    public ServiceHost(@Reference Plugins plugins, @Reference PluginCalls calls, @Reference Breakers breakers, @Reference EventOutput output,
            @Reference DiagnosticLog log, @Reference EventObservers observers, ServiceSettings settings) {
        if (settings.dispatchers() < 1) {
            throw new IllegalArgumentException("configuration " + ServiceSettings.PID + ": dispatchers is " + settings.dispatchers()
                    + ", allowed is a whole number from 1");
        }
        AtomicLong threads = new AtomicLong();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(settings.dispatchers(), settings.dispatchers(), 30, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "tollgate-dispatcher-" + threads.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        HostTime time = new HostTime();
        AtomicLong dead = new AtomicLong();
        this.plugins = plugins;
        this.tools = new ServiceTools(new GuestCalls(calls, output), log, new Dispatchers(pool, settings.dispatchers()), time,
                new SecureRandom(), new Bounds(settings.queue_most(), settings.queue_mb() * 1_048_576L, Duration.ofSeconds(settings.drain_seconds())),
                plugin -> held(plugin, breakers), () -> Long.toString(dead.incrementAndGet()), observers);
        this.closing = () -> {
            pool.shutdownNow();
            time.close();
        };
    }

    private ServiceHost(Plugins plugins, ServiceTools tools) {
        this.plugins = plugins;
        this.tools = tools;
        this.closing = () -> { };
    }

    static ServiceHost of(Plugins plugins, ServiceTools tools) {
        return new ServiceHost(plugins, tools);
    }

    /** Why a plugin may not be called now; empty where it may. */
    static Optional<String> held(ActivePlugin plugin, Breakers breakers) {
        List<String> waitsFor = plugin.waitsFor();
        if (!waitsFor.isEmpty()) {
            return Optional.of(plugin.id() + " waits for " + String.join(", ", waitsFor));
        }
        BreakerStatus breaker = breakers.status(plugin.id().slug());
        return breaker.state() == Breaker.State.CLOSED ? Optional.empty() : Optional.of(plugin.id() + " tripped too often and is "
                + breaker.until().map(until -> "called again at " + until).orElse("being deactivated"));
    }

    @Override
    public void changed(String slug) {
        if (follow(slug).isEmpty()) {
            forget(slug);
        }
    }

    /** What is active is looked up and told under one lock, so that a service does not go back to what it followed before. */
    private synchronized Optional<ActivePlugin> follow(String slug) {
        Optional<ActivePlugin> active = closed ? Optional.empty() : plugins.active(slug).filter(plugin -> plugin.service().isPresent());
        Service present = services.get(slug);
        if (present != null) {
            present.follow(active);
        } else if (active.isPresent()) {
            Service service = new Service(active.get(), tools, this::changed);
            services.put(slug, service);
            service.gone().thenRun(() -> gone(service));
            service.follow(active);
        }
        return active;
    }

    private void gone(Service service) {
        synchronized (this) {
            services.remove(service.slug(), service);
            tally.add(service.view().counters());
        }
        changed(service.slug());
    }

    private void forget(String slug) {
        try {
            if (!services.containsKey(slug) && plugins.get(slug).isEmpty()) {
                tools.log().forget(slug);
            }
        } catch (StoreException failed) {
            LOG.debug("whether {} is still installed cannot be read now; its diagnostics are kept", slug, failed);
        }
    }

    Optional<Service> service(String slug) {
        return slug == null ? Optional.empty() : Optional.ofNullable(services.get(slug));
    }

    List<ServiceView> views() {
        return services.values().stream().map(Service::view).toList();
    }

    /** One that goes in this moment is in it once. */
    synchronized ServiceTotals totals() {
        return tally.with(views());
    }

    Bounds bounds() {
        return tools.bounds();
    }

    DiagnosticLog log() {
        return tools.log();
    }

    /** The host stops: each service ends what it may, as when its plugin is switched off. */
    @Deactivate
    public void close() {
        List<Service> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(services.values());
        }
        all.forEach(service -> service.follow(Optional.empty()));
        try {
            CompletableFuture.allOf(all.stream().map(Service::gone).toArray(CompletableFuture[]::new))
                    .get(tools.bounds().drain().plus(LAST_WORDS).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            LOG.warn("services did not stop in time: {}", services.keySet());
        }
        closing.run();
    }
}
