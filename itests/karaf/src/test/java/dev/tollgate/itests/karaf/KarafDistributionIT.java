package dev.tollgate.itests.karaf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.karaf.features.FeatureState;
import org.apache.karaf.features.FeaturesService;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

/** The distribution, as one starts it who has nothing yet. */
public class KarafDistributionIT extends InKaraf {
    private static final String BY = "itest";
    private static final String KV = "dev.tollgate.capability-kv";
    private static final int CALLS = 10_000;
    private static final int ROUNDS = 10;

    @Override
    Path karaf() {
        return Path.of(System.getProperty("karaf.distribution"));
    }

    /** Calls wait as long as a slow machine takes to bring a bundle back; that is not what is asked about. */
    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        return Stream.concat(Arrays.stream(super.configuration()), Stream.of(
                editConfigurationFilePut("etc/dev.tollgate.gates.cfg", "swap.wait.ms", "30000"),
                editConfigurationFilePut("etc/dev.tollgate.limits.cfg", "hook.timeout.ms", "60000"),
                editConfigurationFilePut("etc/dev.tollgate.limits.cfg", "hook.chain.ms", "60000"),
                editConfigurationFilePut("etc/dev.tollgate.deploy.cfg", "gone.seconds", "1"))).toArray(Option[]::new);
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

    @Test
    public void commandsAnswerInJsonAndAreCompletedAndExplainedByKarafsShell() throws Exception {
        active("spoken", TestPackage.of("spoken", "1.0.0", "basic").filter("spoken.echo", "echo"));
        for (String command : List.of("list", "show spoken", "versions spoken", "history spoken", "limits spoken", "trips", "grants spoken",
                "capabilities list", "hooks list", "jobs list", "schedules list", "services list")) {
            String answer = execute("tollgate:" + command + " --json");
            assertTrue(command + ": " + answer, new ObjectMapper().readTree(answer).isContainerNode() && !answer.contains("\"error\":"));
        }
        assertEquals("spoken", new ObjectMapper().readTree(execute("tollgate:show spoken --json")).findValue("slug").asText());
        assertTrue(completed("tollgate:show", "spo").contains("spoken"));
        String help = execute("help tollgate:list");
        assertTrue(help, help.contains("tollgate:list") && help.contains("--json"));
    }

    @Test
    public void aPackageInTheDeployFolderIsInstalledGrantedNothingAndRemovedWithItsFile() throws Exception {
        Path deploy = Path.of(System.getProperty("karaf.base"), "deploy");
        Path unfinished = deploy.resolve(".dropped");
        Files.write(unfinished, TestPackage.enqueue("dropped", "1.0.0").build());
        Path file = Files.move(unfinished, deploy.resolve("dropped.tgp"));
        Plugins plugins = service(Plugins.class);
        await("the file's plugin is installed", () -> plugins.get("dropped").isPresent());
        assertEquals(PluginState.INSTALLED, plugins.get("dropped").orElseThrow().state());
        Files.delete(file);
        await("the plugin goes with its file", () -> plugins.get("dropped").isEmpty());
    }

    /** A56: what calls while its gate is replaced waits for the next one, and each call has its one effect. */
    @Test
    public void a56AGateIsReplacedInEveryWayWhileAPluginCallsItTenThousandTimesAndNoCallIsLost() throws Exception {
        active("counting", TestPackage.of("counting", "1.0.0", "gates").server("invocation_timeout_ms: 60000").filter("counting", "run")
                .asks("kv: { max_bytes: 1000 }").asks("db: { max_mb: 4, optional: true }").asks("config: { optional: true }")
                .asks("secrets: { names: [token], optional: true }").asks("queue: { optional: true }")
                .asks("http: { hosts: [localhost], schemes: [http], ports: [1], optional: true }"));
        KvLoad load = new KvLoad(service(Hooks.class), "counting", CALLS);
        try {
            for (int round = 1; round <= ROUNDS; round++) {
                swap();
                int least = CALLS / ROUNDS * round;
                await(least + " calls", () -> load.calls() >= least);
            }
        } finally {
            load.end();
        }
        assertEquals("each call was answered", List.of(), load.unanswered());
        assertEquals("each call had one effect", load.calls(), load.counted());
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

    /** Stopped and started, updated, refreshed, and taken away and brought back with its feature. */
    private void swap() throws Exception {
        Bundle provider = bundleOf(KV);
        provider.stop();
        provider.start();
        try (InputStream jar = URI.create(provider.getLocation()).toURL().openStream()) {
            provider.update(jar);
        }
        refresh(provider);
        String feature = features.getFeature("tollgate-kv").getId();
        for (FeatureState state : List.of(FeatureState.Resolved, FeatureState.Started)) {
            features.updateFeaturesState(Map.of("root", Map.of(feature, state)), EnumSet.noneOf(FeaturesService.Option.class));
        }
    }

    private void active(String slug, TestPackage plugin) throws Exception {
        Plugins plugins = service(Plugins.class);
        PluginId id = plugins.install(plugin.build(), BY);
        Grants grants = service(Grants.class);
        plugins.get(slug).orElseThrow().capabilities().forEach(asked -> grants.grant(id, asked.name(), BY));
        plugins.activate(slug, Optional.of(id.version()), BY);
    }
}
