package dev.tollgate.benchmarks.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.settings.ConfigValues;
import dev.tollgate.benchmarks.jobs.subject.PluginHost;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.internal.AdministeredJobs;
import dev.tollgate.bridge.internal.JobIntake;
import dev.tollgate.bridge.internal.PluginJobHandler;
import dev.tollgate.bridge.internal.StoredJobLimits;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.jobs.internal.Serving;
import dev.tollgate.jobs.internal.StoredJobsAdmin;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.Services;
import dev.tollgate.lifecycle.internal.ConfigReload;
import dev.tollgate.lifecycle.internal.PluginListeners;
import dev.tollgate.lifecycle.internal.PluginRegistry;
import dev.tollgate.lifecycle.internal.audit.AuditLog;
import dev.tollgate.lifecycle.internal.hook.HookChain;
import dev.tollgate.lifecycle.internal.service.DiagnosticRings;
import dev.tollgate.lifecycle.internal.service.EventIntake;
import dev.tollgate.lifecycle.internal.service.OutputCommands;
import dev.tollgate.lifecycle.internal.service.ServiceControl;
import dev.tollgate.lifecycle.internal.service.ServiceHost;
import dev.tollgate.settings.internal.ConfigWatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The server without its framework, on SQLite, with the plugin in both versions, active. */
record Stack(PluginRegistry registry, ConfigValues config, Hooks hooks, PluginJobs pluginJobs, Jobs jobs, Ingress ingress, Services services) {
    static final String BY = "storm";

    /** A machine that stands still for a while ends nothing. */
    private static final Map<String, Object> PATIENT = Map.of("hook_timeout_ms", 60_000L, "hook_chain_ms", 60_000L, "drain_seconds", 60L,
            "wait_seconds", 600L);
    private static final long LOOK_NANOS = 1_000_000;

    static Stack running(Path folder) throws InstallException {
        PluginHost host = new PluginHost(folder, PATIENT);
        List.of(AuditLog.class, StoredJobLimits.class, JobIntake.class, StoredJobsAdmin.class, DiagnosticRings.class, OutputCommands.class).forEach(host::the);
        host.provideQueue();
        host.serve(new Serving(PluginQueue.QUEUE, host.the(PluginJobHandler.class), Serving.DEFAULT_PER_GROUP));
        ConfigReload reload = host.the(ConfigReload.class);
        host.bind(host.the(ConfigWatch.class), reload);
        PluginListeners listeners = host.the(PluginListeners.class);
        host.bind(listeners, reload);
        host.bind(listeners, host.the(ServiceHost.class));
        host.start();
        Stack stack = new Stack(host.the(PluginRegistry.class), host.the(ConfigValues.class), host.the(HookChain.class),
                host.the(AdministeredJobs.class), host.the(Jobs.class), host.the(EventIntake.class), host.the(ServiceControl.class));
        stack.install();
        return stack;
    }

    Plugins plugins() {
        return registry;
    }

    private void install() throws InstallException {
        config.set(StormPlugin.SLUG, StormPlugin.KEY, StormPlugin.configuration(0), BY);
        List<String> versions = StormPlugin.VERSIONS;
        for (String version : versions) {
            PluginId id = registry.install(StormPlugin.version(version).build(), BY);
            registry.grant(id, "queue", BY);
        }
        registry.activate(StormPlugin.SLUG, Optional.of(versions.get(0)), BY);
        while (services.get(StormPlugin.SLUG).filter(service -> service.state() == ServiceState.RUNNING).isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
