package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import dev.tollgate.deploy.Deployment;
import dev.tollgate.deploy.Deployment.State;
import dev.tollgate.deploy.Deployments;
import dev.tollgate.guests.Guests;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

/** Plugins as files, with the server's own File Install: what putting one there, changing it and deleting it do. */
public class DeployIT extends InFelix {
    private static final String FOLDER = "itest.deploy";
    private static final String FILE_INSTALL = "org.apache.felix.fileinstall";
    private static final String DEPLOY = "dev.tollgate.deploy";

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        Path folder = Files.createTempDirectory("tollgate-deploy").toRealPath();
        Option[] configured = ConfiguredAtStart.of(super.configuration(), Map.of(
                DEPLOY, "folder = " + folder + "\nsettle.milliseconds = 200\ngone.seconds = 1\n",
                FILE_INSTALL + "-deploy", "felix.fileinstall.dir = " + folder + "\nfelix.fileinstall.poll = 200\nfelix.fileinstall.tmpdir = "
                        + Files.createTempDirectory("tollgate-jars") + "\n"));
        return Stream.concat(Arrays.stream(configured), Stream.of(frameworkProperty(FOLDER).value(folder.toString()))).toArray(Option[]::new);
    }

    @Test
    public void aPackageRunsAndIsReplacedWhileItIsCalledAndIsRemovedWithItsFile() throws Exception {
        drop("moves.tgp", plugin("moves", "1.0.0").build());
        awaitRuns("moves", "1.0.0");
        assertCalled("moves");
        drop("moves.tgp", plugin("moves", "1.1.0").build());
        while (!plugins().get("moves").orElseThrow().current().version().equals("1.1.0")) {
            assertCalled("moves");
        }
        assertEquals("file moves.tgp", plugins().versions("moves").get(0).installedBy());
        Files.delete(folder().resolve("moves.tgp"));
        await("the plugin is gone", () -> plugins().get("moves").isEmpty());
        await("nothing is said of it any more", () -> deployment("moves.tgp").isEmpty());
    }

    @Test
    public void aFileGrantsNothingAndItsPluginRunsAsSoonAsSomebodyDoes() throws Exception {
        drop("asks.tgp", TestPackage.enqueue("asks", "1.0.0").build());
        await("it waits", () -> is("asks.tgp", State.WAITS));
        assertEquals(PluginState.INSTALLED, plugins().get("asks").orElseThrow().state());
        assertTrue(deployment("asks.tgp").orElseThrow().details().get(0).contains("queue"));
        service(Grants.class).grant(plugins().get("asks").orElseThrow().current(), "queue", BY);
        awaitRuns("asks", "1.0.0");
    }

    @Test
    public void aModuleWithItsManifestAndAFolderWithBothAreInstalledToo() throws Exception {
        drop("pair.wasm", Guests.wasm("basic"));
        drop("pair.yaml", plugin("pair", "1.0.0").manifest().getBytes(UTF_8));
        Path unpacked = Files.createDirectory(folder().resolve("unpacked"));
        Files.write(unpacked.resolve("plugin.wasm"), Guests.wasm("basic"));
        Files.writeString(unpacked.resolve("plugin.yaml"), plugin("unpacked", "1.0.0").manifest());
        awaitRuns("pair", "1.0.0");
        awaitRuns("unpacked", "1.0.0");
        assertEquals("a pair and a package with the same files are the same plugin", plugins().get("pair").orElseThrow().current(),
                plugins().install(plugin("pair", "1.0.0").build(), BY));
        drop("pair.yaml", plugin("pair", "1.1.0").manifest().getBytes(UTF_8));
        Files.writeString(unpacked.resolve("plugin.yaml"), plugin("unpacked", "1.1.0").manifest());
        awaitRuns("pair", "1.1.0");
        awaitRuns("unpacked", "1.1.0");
    }

    @Test
    public void aBadPackageIsKeptAsRefusedUntilItIsMended() throws Exception {
        drop("bad.tgp", plugin("bad", "1.0.0").filter("x", "no_such_export").filter("y", "nor_this").build());
        await("it is refused", () -> is("bad.tgp", State.REFUSED));
        String details = String.join("\n", deployment("bad.tgp").orElseThrow().details());
        assertTrue(details, details.contains("no_such_export") && details.contains("nor_this"));
        drop("bad.tgp", plugin("bad", "1.0.0").build());
        awaitRuns("bad", "1.0.0");
    }

    @Test
    public void whatHappensToTheFolderWhileNobodyLooksIsSeenAfterwardsAndARestartAloneChangesNothing() throws Exception {
        for (String slug : List.of("same", "changed", "deleted", "switched-off")) {
            drop(slug + ".tgp", plugin(slug, "1.0.0").build());
            awaitRuns(slug, "1.0.0");
        }
        plugins().deactivate("switched-off", BY);
        Bundle deploy = bundleOf(DEPLOY);
        deploy.stop();
        drop("changed.tgp", plugin("changed", "1.1.0").build());
        drop("late.tgp", plugin("late", "1.0.0").build());
        Files.delete(folder().resolve("deleted.tgp"));
        deploy.start();
        awaitRuns("changed", "1.1.0");
        awaitRuns("late", "1.0.0");
        await("it went with its file", () -> plugins().get("deleted").isEmpty());

        Bundle fileInstall = bundleOf(FILE_INSTALL);
        fileInstall.stop();
        fileInstall.start();
        Bundle host = bundleOf("dev.tollgate.lifecycle");
        host.stop();
        host.start();
        await("the files were looked at", () -> service(Deployments.class).list().stream().anyMatch(file -> file.file().equals("same.tgp")
                && file.state() == State.RUNS));
        assertEquals(List.of(PluginEvent.Kind.ACTIVATED, PluginEvent.Kind.INSTALLED),
                plugins().history("same", 10).stream().map(PluginEvent::kind).toList());
        assertEquals(PluginState.INACTIVE, plugins().get("switched-off").orElseThrow().state());
        drop("afterwards.tgp", TestPackage.enqueue("afterwards", "1.0.0").build());
        await("files are seen again", () -> plugins().get("afterwards").isPresent());
        service(Grants.class).grant(plugins().get("afterwards").orElseThrow().current(), "queue", BY);
        await("and activated", () -> plugins().get("afterwards").orElseThrow().state() == PluginState.ACTIVE);
    }

    @Test
    public void aPluginBundleInTheFolderIsTheExtendersAndStaysWithItsVersionsWhenItIsDeleted() throws Exception {
        drop("acme.jar", BundleJar.of("acme.dropped", plugin("dropped", "1.0.0")));
        await("the bundle brings it", () -> plugins().get("dropped").filter(view -> view.state() == PluginState.ACTIVE).isPresent());
        Files.delete(folder().resolve("acme.jar"));
        await("it is off with the bundle", () -> plugins().get("dropped").orElseThrow().state() == PluginState.INACTIVE);
        assertEquals(1, plugins().get("dropped").orElseThrow().versions().size());
    }

    private static TestPackage plugin(String slug, String version) {
        return TestPackage.of(slug, version, "basic").filter(slug + ".echo", "echo");
    }

    private Path folder() {
        return Path.of(context.getProperty(FOLDER));
    }

    private void drop(String name, byte[] content) throws IOException {
        Files.write(folder().resolve(name), content);
    }

    /** As the host says that is there now: one test restarts it. */
    private Plugins plugins() throws InterruptedException {
        return service(Plugins.class);
    }

    private void assertCalled(String slug) throws InterruptedException {
        HookResult result = service(Hooks.class).filter(slug + ".echo", "hello".getBytes(UTF_8));
        assertEquals(Ending.COMPLETED, result.reports().get(0).ending());
        assertEquals("hello", new String(result.value(), UTF_8));
    }

    private Optional<Deployment> deployment(String file) throws InterruptedException {
        return service(Deployments.class).list().stream().filter(deployment -> deployment.file().equals(file)).findFirst();
    }

    private boolean is(String file, State state) throws InterruptedException {
        return deployment(file).filter(deployment -> deployment.state() == state).isPresent();
    }

    private void awaitRuns(String slug, String version) throws Exception {
        await(slug + " " + version + " runs", () -> {
            Optional<PluginView> view = plugins().get(slug);
            return view.filter(plugin -> plugin.state() == PluginState.ACTIVE && plugin.current().version().equals(version)).isPresent();
        });
    }
}
