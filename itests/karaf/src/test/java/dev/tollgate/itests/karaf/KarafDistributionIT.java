package dev.tollgate.itests.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.Jobs;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.Plugins;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** The distribution, as one starts it who has nothing yet. */
public class KarafDistributionIT extends InKaraf {
    private static final String BY = "itest";

    @Override
    Path karaf() {
        return Path.of(System.getProperty("karaf.distribution"));
    }

    @Test
    public void whatIsInstalledByServicesRunsHooksAndJobsAndCommandsShowIt() throws Exception {
        active("shown", TestPackage.of("shown", "1.0.0", "basic").filter("shown.echo", "echo"));
        assertEquals("hello", new String(service(Hooks.class).filter("shown.echo", "hello".getBytes(UTF_8)).value(), UTF_8));
        active("worker", TestPackage.enqueue("worker", "1.0.0"));
        JobId job = service(PluginJobs.class).enqueue("worker", "echo", "done".getBytes(UTF_8), BY);
        Jobs jobs = service(Jobs.class);
        await("the job is done", () -> jobs.get(job).orElseThrow().state() == JobState.DONE);
        assertEquals("done", new String(jobs.get(job).orElseThrow().output().orElseThrow(), UTF_8));
        String list = execute("tollgate:list");
        assertTrue(list, list.contains("shown") && list.contains("worker") && list.contains("ACTIVE"));
    }

    /** A60: whoever holds a service of ours while its bundle stops gets an answer or an exception, and is not kept. */
    @Test
    public void a60AServiceThatIsGoneBetweenTheLookupAndTheCallDoesNotHang() throws Exception {
        active("held", TestPackage.of("held", "1.0.0", "basic").filter("held.echo", "echo"));
        Hooks hooks = service(Hooks.class);
        Plugins plugins = service(Plugins.class);
        Bundle host = bundleOf("dev.tollgate.lifecycle");
        host.stop();
        try {
            ends(() -> hooks.filter("held.echo", "hello".getBytes(UTF_8)));
            ends(() -> plugins.activate("held", Optional.empty(), BY));
            ends(() -> plugins.get("held"));
        } finally {
            host.start();
        }
        await("the plugin is active again", () -> service(Plugins.class).get("held").orElseThrow().state() == PluginState.ACTIVE);
        await("the new service answers", () -> service(Hooks.class).filter("held.echo", "hello".getBytes(UTF_8)).reports().stream()
                .anyMatch(report -> report.ending() == Ending.COMPLETED));
    }

    private static void ends(Runnable call) throws Exception {
        CompletableFuture.runAsync(call).handle((done, refused) -> done).get(PATIENCE_S, TimeUnit.SECONDS);
    }

    private void active(String slug, TestPackage plugin) throws Exception {
        Plugins plugins = service(Plugins.class);
        PluginId id = plugins.install(plugin.build(), BY);
        Grants grants = service(Grants.class);
        plugins.get(slug).orElseThrow().capabilities().forEach(asked -> grants.grant(id, asked.name(), BY));
        plugins.activate(slug, Optional.of(id.version()), BY);
    }
}
