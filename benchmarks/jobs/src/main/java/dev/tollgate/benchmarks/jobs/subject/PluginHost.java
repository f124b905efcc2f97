package dev.tollgate.benchmarks.jobs.subject;

import dev.tollgate.capability.queue.internal.QueueCapability;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.Engine;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredJobs;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.internal.GuardedCalls;
import dev.tollgate.lifecycle.internal.LifecycleServing;
import dev.tollgate.lifecycle.internal.PluginRegistry;
import dev.tollgate.lifecycle.internal.gate.GateProviders;
import dev.tollgate.settings.internal.StoredConfigValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** All that stands between a caller and the guests' code, on SQLite. */
public final class PluginHost {
    private static final String BY = "bench";

    private final StandIns services;
    private final Components components;
    private final PluginRegistry registry;
    private final Handlers<Integer> handlers = new Handlers<>();
    private int served;

    /** @param settings what an operator changed, by its method's name */
    public PluginHost(Path folder, Map<String, Object> settings) {
        services = JobStorage.sqlite(folder).services();
        components = new Components(services, settings);
        List.of(StoredQueue.class, StoredJobs.class, WasmEngine.class, PooledInvoker.class, StoredConfigValues.class).forEach(components::make);
        registry = components.make(PluginRegistry.class);
        components.make(GuardedCalls.class);
    }

    /** The one that is there, or else a new one. */
    public <T> T the(Class<T> component) {
        return components.the(component);
    }

    Components components() {
        return components;
    }

    /** Tells it of a service, as the framework does where it refers to many. */
    public void bind(Object component, Object service) {
        components.bind(component, service);
    }

    public void provideQueue() {
        components.bind(components.the(GateProviders.class), components.the(QueueCapability.class), StandIns.reference());
    }

    /** Before the start. */
    public void serve(Serving serving) {
        handlers.add(++served, serving);
    }

    /** What plugins are is made by jobs too, of the node's own; they run from now on. */
    public void start() {
        components.make(LifecycleServing.class);
        handlers.add(0, Serving.of(services.service(JobHandler.class), services.properties(JobHandler.class)));
        new Engine("bench", services.service(JobStore.class), handlers, EngineSettings.from(Map.of()), new Random(),
                components.the(Doorbell.class), components.the(ScheduleBell.class)).start();
    }

    /** Installs it, with these capabilities, and makes it active. */
    public ActivePlugin active(TestPackage plugin, String... capabilities) {
        try {
            var id = registry.install(plugin.build(), BY);
            for (String capability : capabilities) {
                registry.grant(id, capability, BY);
            }
            registry.activate(id.slug(), Optional.empty(), BY);
            return registry.active(id.slug()).orElseThrow();
        } catch (InstallException refused) {
            throw new IllegalStateException("the plugin cannot be installed", refused);
        }
    }
}
