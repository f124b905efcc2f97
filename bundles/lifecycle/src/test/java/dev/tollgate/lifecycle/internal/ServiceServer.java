package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.internal.service.DiagnosticLog;
import dev.tollgate.lifecycle.internal.service.EventIntake;
import dev.tollgate.lifecycle.internal.service.ServiceControl;
import dev.tollgate.lifecycle.internal.service.ServiceHost;
import dev.tollgate.lifecycle.internal.service.ServiceSettings;
import java.lang.annotation.Annotation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A server with service plugins, on the real engine and threads. */
final class ServiceServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    final Server server = new Server();
    final List<String> notes = new CopyOnWriteArrayList<>();
    final List<String> outputs = new CopyOnWriteArrayList<>();
    final ServiceHost host = new ServiceHost(server.plugins, server.calls, server.breakers,
            (plugin, output) -> outputs.add(new String(output, StandardCharsets.UTF_8)), new Notes(), new EventObservers(), new Settings());
    final EventIntake ingress = new EventIntake(host);
    final ServiceControl services = new ServiceControl(host);

    ServiceServer() {
        server.news.add(host, server.plugins);
        server.tellListeners();
    }

    @Override
    public void close() {
        host.close();
    }

    /** Installs, grants and activates it, without waiting for its service. */
    PluginId activate(TestPackage made) {
        PluginId id = server.install(made.build());
        server.plugins.grant(id, "queue", "test");
        server.plugins.activate(id.slug(), Optional.of(id.version()), "test");
        server.tellListeners();
        return id;
    }

    /** The same, until its service runs. */
    PluginId run(TestPackage made) {
        PluginId id = activate(made);
        until(id.slug(), ServiceState.RUNNING);
        return id;
    }

    ServiceView view(String slug) {
        return services.get(slug).orElseThrow();
    }

    void until(String slug, ServiceState state) {
        await(() -> services.get(slug).map(ServiceView::state).filter(state::equals).isPresent(), slug + " to be " + state);
    }

    static void await(BooleanSupplier condition, String what) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            Thread.onSpinWait();
            Thread.yield();
        }
    }

    Offer offer(String slug, String ingress, String payload) {
        return this.ingress.offer(IngressEvent.of(slug, "test", ingress, "note", payload.getBytes(StandardCharsets.UTF_8), Instant.now()));
    }

    private final class Notes implements DiagnosticLog {
        @Override
        public void note(String slug, Diagnostic.Level level, String text) {
            notes.add(slug + " " + level + " " + text);
        }

        @Override
        public List<Diagnostic> of(String slug) {
            return List.of();
        }

        @Override
        public List<Diagnostic> all() {
            return List.of();
        }

        @Override
        public void forget(String slug) {
            notes.add(slug + " is forgotten");
        }
    }

    private static final class Settings implements ServiceSettings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return ServiceSettings.class;
        }

        @Override
        public int dispatchers() {
            return 4;
        }

        @Override
        public int queue_most() {
            return 1_000;
        }

        @Override
        public int queue_mb() {
            return 16;
        }

        @Override
        public int drain_seconds() {
            return 30;
        }

        @Override
        public int durable_at_a_time() {
            return 2;
        }
    }
}
