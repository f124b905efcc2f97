package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobState;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.util.tracker.ServiceTracker;

/** A plugin that comes in a bundle: what starting, stopping, updating and uninstalling it do, and its provider's. */
public class PluginBundleIT extends InFelix {
    private static final long PATIENCE_S = 60;
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        return Stream.concat(Arrays.stream(super.configuration()), Stream.of(
                frameworkProperty("checksum.bundle").value(System.getProperty("checksum.bundle")))).toArray(Option[]::new);
    }

    @Test
    public void theExamplesBundleRunsAndWhatBecomesOfItsProviderTouchesThePluginButNotTheBundle() throws Exception {
        Path jar = Path.of(context.getProperty("checksum.bundle"));
        Bundle bundle = context.installBundle(jar.toUri().toString());
        bundle.start();
        PluginView installed = plugins.get("checksum").orElseThrow();
        assertEquals("nobody decided about the queue yet", PluginState.INSTALLED, installed.state());
        assertEquals("the example's bundle and package are the same plugin", installed.current(), plugins.install(
                Files.readAllBytes(Path.of(context.getProperty("tollgate.home"), "examples", "checksum-1.0.0.tgp")), BY));

        grants.grant(installed.current(), "queue", BY);
        plugins.activate("checksum", Optional.empty(), BY);
        assertEquals(ABC, new String(hooks.filter("checksum", "abc".getBytes(UTF_8)).value(), UTF_8));
        hooks.action("post_saved", "abc".getBytes(UTF_8));
        assertEquals(ABC, new String(await(jobsOf("checksum").get(0).id(), JobState.DONE).output().orElseThrow(), UTF_8));

        List<BundleEvent> events = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener = event -> {
            if (event.getBundle().equals(bundle)) {
                events.add(event);
            }
        };
        context.addBundleListener(listener);
        Bundle provider = bundleOf("dev.tollgate.capability-queue");
        provider.stop();
        // Not at once: calls wait a while for the next provider.
        await("the plugin waits", () -> plugins.get("checksum").orElseThrow().state() == PluginState.WAITING);
        assertEquals(Ending.SKIPPED, hooks.filter("checksum", "abc".getBytes(UTF_8)).reports().get(0).ending());
        provider.start();
        assertEquals(PluginState.ACTIVE, plugins.get("checksum").orElseThrow().state());
        assertEquals(ABC, new String(hooks.filter("checksum", "abc".getBytes(UTF_8)).value(), UTF_8));
        refresh(provider);
        assertEquals(PluginState.ACTIVE, plugins.get("checksum").orElseThrow().state());
        assertEquals(ABC, new String(hooks.filter("checksum", "abc".getBytes(UTF_8)).value(), UTF_8));
        context.removeBundleListener(listener);
        assertEquals(List.of(), events);
    }

    @Test
    public void stopStartUpdateAndUninstallOfTheBundleAreThoseOfThePlugin() throws Exception {
        Bundle bundle = install("acme.moves", plugin("moves", "1.0.0"));
        bundle.start();
        assertRuns("moves", "1.0.0");
        bundle.stop();
        assertEquals(PluginState.INACTIVE, plugins.get("moves").orElseThrow().state());
        assertEquals(Optional.of("its bundle acme.moves was stopped"), plugins.get("moves").orElseThrow().reason());
        bundle.start();
        assertRuns("moves", "1.0.0");
        bundle.update(new ByteArrayInputStream(BundleJar.of("acme.moves", plugin("moves", "1.1.0"))));
        assertRuns("moves", "1.1.0");
        bundle.uninstall();
        assertEquals(PluginState.INACTIVE, plugins.get("moves").orElseThrow().state());
        assertEquals("the versions stay until an administrator removes them", 2, plugins.get("moves").orElseThrow().versions().size());
        install("acme.moves", plugin("moves", "1.1.0")).start();
        assertRuns("moves", "1.1.0");
    }

    @Test
    public void anUpdateThatIsRefusedLeavesTheVersionBeforeItRunning() throws Exception {
        Bundle bundle = install("acme.broken", plugin("broken", "1.0.0"));
        bundle.start();
        bundle.update(new ByteArrayInputStream(BundleJar.of("acme.broken", plugin("broken", "1.1.0").filter("x", "no_such_export"))));
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertRuns("broken", "1.0.0");
    }

    @Test
    public void theHostsOwnBundleCanBeStartedAgainAndThePluginIsAsItWas() throws Exception {
        install("acme.kept", plugin("kept", "1.0.0")).start();
        Bundle off = install("acme.off", plugin("switched-off", "1.0.0"));
        off.start();
        plugins.deactivate("switched-off", BY);
        Bundle host = bundleOf("dev.tollgate.lifecycle");
        host.stop();
        host.start();
        assertEquals(PluginState.ACTIVE, stateNow("kept"));
        assertEquals(PluginState.INACTIVE, stateNow("switched-off"));
    }

    @Test
    public void aBundleThatLostWhatItIsWiredToIsStartedWhenThatIsThereAgain() throws Exception {
        byte[] thing = BundleJar.with("acme.thing", "Provide-Capability", "acme.thing");
        Bundle provider = context.installBundle("acme.thing", new ByteArrayInputStream(thing));
        Bundle bundle = context.installBundle("acme.wired", new ByteArrayInputStream(
                BundleJar.of("acme.wired", plugin("wired", "1.0.0"), "Require-Capability", "acme.thing")));
        bundle.start();
        assertEquals(PluginState.ACTIVE, stateNow("wired"));
        provider.uninstall();
        refresh(provider);
        assertEquals(Bundle.INSTALLED, bundle.getState());
        assertEquals(PluginState.INACTIVE, stateNow("wired"));
        context.installBundle("acme.thing", new ByteArrayInputStream(thing)).start();
        await("the bundle is started again", () -> bundle.getState() == Bundle.ACTIVE && stateNow("wired") == PluginState.ACTIVE);
    }

    private static TestPackage plugin(String slug, String version) {
        return TestPackage.of(slug, version, "basic").filter(slug + ".echo", "echo");
    }

    private Bundle install(String name, TestPackage plugin) throws BundleException {
        return context.installBundle(name, new ByteArrayInputStream(BundleJar.of(name, plugin)));
    }

    private void assertRuns(String slug, String version) {
        PluginView view = plugins.get(slug).orElseThrow();
        assertEquals(view.reason().orElse(""), PluginState.ACTIVE, view.state());
        assertEquals(version, view.current().version());
        assertEquals("hello", new String(hooks.filter(slug + ".echo", "hello".getBytes(UTF_8)).value(), UTF_8));
        assertEquals(Ending.COMPLETED, hooks.filter(slug + ".echo", "hello".getBytes(UTF_8)).reports().get(0).ending());
    }

    /** As the host says that is there now, which need not be the one that was there when the test began. */
    private PluginState stateNow(String slug) throws InterruptedException {
        ServiceTracker<Plugins, Plugins> tracker = new ServiceTracker<>(context, Plugins.class, null);
        tracker.open();
        try {
            return tracker.waitForService(TimeUnit.SECONDS.toMillis(PATIENCE_S)).get(slug).orElseThrow().state();
        } finally {
            tracker.close();
        }
    }
}
