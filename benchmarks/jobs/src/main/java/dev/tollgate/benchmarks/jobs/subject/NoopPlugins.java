package dev.tollgate.benchmarks.jobs.subject;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginTaskPayload;
import dev.tollgate.bridge.internal.PluginJobHandler;
import dev.tollgate.bridge.internal.StoredJobLimits;
import dev.tollgate.capability.queue.internal.QueueCapability;
import dev.tollgate.engine.internal.PooledInvoker;
import dev.tollgate.engine.internal.WasmEngine;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.Engine;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.Handlers;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredJobs;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.internal.GuardedCalls;
import dev.tollgate.lifecycle.internal.LifecycleServing;
import dev.tollgate.lifecycle.internal.PluginRegistry;
import dev.tollgate.lifecycle.internal.gate.GateProviders;
import dev.tollgate.settings.internal.StoredConfigValues;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/** Plugins, each in a group of its own, whose jobs do nothing, on all that stands between a job and the guest's code. */
final class NoopPlugins implements TollgateSubject.Work {
    private static final String BY = "bench";
    private static final String TYPE = "noop";
    private static NoopPlugins only;

    private final List<PluginId> plugins = new ArrayList<>();
    private final int perGroup;
    private final JobHandler handler;
    private volatile Progress progress;

    private NoopPlugins(Kind.Setting setting) {
        this.perGroup = setting.perGroup();
        StandIns services = JobStorage.sqlite(setting.folder()).services();
        Components components = new Components(services, Map.of("tollgate_job_per_group", perGroup));
        List.of(StoredQueue.class, StoredJobs.class, WasmEngine.class, PooledInvoker.class, StoredConfigValues.class).forEach(components::make);
        PluginRegistry registry = components.make(PluginRegistry.class);
        List.of(GuardedCalls.class, StoredJobLimits.class, LifecycleServing.class).forEach(components::make);
        this.handler = components.make(PluginJobHandler.class);
        components.add(unused());
        provide(components.make(GateProviders.class), components.make(QueueCapability.class));
        runTasks(services, components);
        for (int i = 0; i < Subject.GROUPS; i++) {
            plugins.add(active(registry, "bench-worker-" + i));
        }
    }

    /** Installed once in a process, whichever stores of jobs it opens. */
    static synchronized NoopPlugins installed(Kind.Setting setting, Progress progress) {
        if (only == null) {
            only = new NoopPlugins(setting);
        }
        only.progress = progress;
        return only;
    }

    @Override
    public JobRequest request(Payload job) {
        PluginId plugin = plugins.get(job.group());
        PluginTaskPayload payload = PluginTaskPayload.of(plugin, TYPE, job.bytes(), BY);
        return JobRequest.of(PluginQueue.QUEUE, payload.jobType(), plugin.slug(), payload.encode(), 0);
    }

    @Override
    public Serving serving() {
        return new Serving(PluginQueue.QUEUE, new JobHandler() {
            @Override
            public JobResult run(JobExecution execution, Lease lease) {
                progress.started(() -> PluginTaskPayload.decode(execution.payload()).body());
                JobResult result = handler.run(execution, lease);
                if (!(result instanceof JobResult.Done)) {
                    throw new IllegalStateException("a job that does nothing ended as " + result);
                }
                return result;
            }

            @Override
            public OptionalInt perGroup(String group) {
                return handler.perGroup(group);
            }
        }, perGroup);
    }

    /** What plugins are is made by jobs too, of the node's own. */
    private static void runTasks(StandIns services, Components components) {
        Handlers<Integer> handlers = new Handlers<>();
        handlers.add(0, Serving.of(services.service(JobHandler.class), services.properties(JobHandler.class)));
        new Engine("bench", services.service(JobStore.class), handlers, EngineSettings.from(Map.of()), new Random(),
                components.the(Doorbell.class), components.the(ScheduleBell.class)).start();
    }

    private static PluginId active(PluginRegistry registry, String slug) {
        try {
            PluginId plugin = registry.install(TestPackage.enqueue(slug, "1.0.0").build(), BY);
            registry.grant(plugin, "queue", BY);
            registry.activate(slug, Optional.empty(), BY);
            return plugin;
        } catch (InstallException refused) {
            throw new IllegalStateException("cannot install " + slug, refused);
        }
    }

    /** The jobs hold the queue and do not use it. */
    private static PluginQueue unused() {
        return StandIns.proxy(PluginQueue.class, (self, method, arguments) -> {
            throw new UnsupportedOperationException("no job of the measurement enqueues");
        });
    }

    private static void provide(GateProviders gates, Capability capability) {
        Bundle bundle = StandIns.proxy(Bundle.class, (self, method, arguments) -> switch (method.getName()) {
            case "getBundleId" -> 1L;
            case "getVersion" -> Version.emptyVersion;
            default -> "dev.tollgate.capability-queue";
        });
        ServiceReference<?> reference = StandIns.proxy(ServiceReference.class, (self, method, arguments) -> switch (method.getName()) {
            case "getBundle" -> bundle;
            default -> Constants.SERVICE_ID.equals(arguments[0]) ? 1L : null;
        });
        try {
            Method add = GateProviders.class.getDeclaredMethod("add", Capability.class, ServiceReference.class);
            add.setAccessible(true);
            add.invoke(gates, capability, reference);
        } catch (ReflectiveOperationException failed) {
            throw new IllegalStateException("the queue cannot be provided", failed);
        }
    }
}
