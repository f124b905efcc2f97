package dev.tollgate.itests.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.Plugins;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/**
 * An application that uses the host, in a bundle of its own: what the tests themselves are wired to could not be uninstalled under them.
 * Its service installs a plugin, calls a hook, runs a job and removes the plugin; its answer is what the two came to.
 */
public final class Visitor implements BundleActivator {
    static final String NAME = "itest.visitor";
    static final String IMPORTS = "dev.tollgate.abi,dev.tollgate.bridge,dev.tollgate.guests,dev.tollgate.jobs,dev.tollgate.lifecycle,"
            + "org.osgi.framework,org.osgi.util.tracker";
    private static final String SLUG = "visited";
    private static final long PATIENCE_S = 120;

    private BundleContext context;

    @Override
    public void start(BundleContext started) {
        context = started;
        context.registerService(Callable.class, this::visit, new Hashtable<>(Map.of("name", NAME)));
    }

    @Override
    public void stop(BundleContext stopped) {
    }

    private String visit() throws Exception {
        Plugins plugins = service(Plugins.class);
        PluginId id = plugins.install(TestPackage.of(SLUG, "1.0.0", "enqueue").asks("queue: {}").filter(SLUG, "enqueue").job("echo", 5).build(), NAME);
        service(Grants.class).grant(id, "queue", NAME);
        plugins.activate(SLUG, Optional.empty(), NAME);
        int hook = service(Hooks.class).filter(SLUG, new byte[] {4, 0, 'e', 'c', 'h', 'o', 'x'}).value().length;
        JobId job = service(PluginJobs.class).enqueue(SLUG, "echo", "hello".getBytes(UTF_8), NAME);
        Jobs jobs = service(Jobs.class);
        long begun = System.nanoTime();
        while (jobs.get(job).orElseThrow().state() != JobState.DONE) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
                throw new AssertionError("still waiting: " + jobs.get(job));
            }
            Thread.sleep(10);
        }
        String output = new String(jobs.get(job).orElseThrow().output().orElseThrow(), UTF_8);
        plugins.deactivate(SLUG, NAME);
        plugins.remove(SLUG, NAME);
        return (hook > 8 ? "enqueued " : "answered " + hook + " ") + output;
    }

    private <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(TimeUnit.SECONDS.toMillis(PATIENCE_S));
            if (service == null) {
                throw new AssertionError("no " + type.getName());
            }
            return service;
        } finally {
            tracker.close();
        }
    }
}
