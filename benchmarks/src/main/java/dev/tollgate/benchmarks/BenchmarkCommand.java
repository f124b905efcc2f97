package dev.tollgate.benchmarks;

import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.Plugins;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code bench:run}: measures hooks, then jobs, and prints the figures. */
@Component(service = BenchmarkCommand.class, property = {"osgi.command.scope=bench", "osgi.command.function=run"})
public final class BenchmarkCommand {
    private final HookFigures hooks;
    private final JobFigures jobs;

    @Activate
    public BenchmarkCommand(BundleContext context, @Reference Plugins plugins, @Reference Grants grants, @Reference Hooks hooks,
            @Reference JobQueue queue, @Reference Jobs jobs, @Reference PluginJobs pluginJobs) {
        this.hooks = new HookFigures(plugins, hooks);
        this.jobs = new JobFigures(context, plugins, grants, queue, jobs, pluginJobs);
    }

    public String run() throws InstallException, InterruptedException {
        return "JDK " + Runtime.version() + "\n\n" + hooks.table() + "\n" + jobs.table();
    }
}
