package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.CapabilityStatus;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.junit.function.ThrowingRunnable;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;

/** Versions of plugins, and going from one to another, through the host's services. One old version is kept. */
public class CatalogueIT extends WithServices {
    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        return ConfiguredAtStart.of(super.configuration(), Map.of("dev.tollgate.lifecycle", "versions.kept = 1\n"));
    }

    @Test
    public void aVersionIsOneContentAndTheCatalogueSaysWhatIsThereAndWhoDidWhat() throws Exception {
        PluginId first = plugins.install(echo("kept", "1.0.0").build(), "anna");
        assertEquals("the same again is the same", first, plugins.install(echo("kept", "1.0.0").build(), "ben"));
        assertEquals(PluginState.INSTALLED, state("kept"));
        InstallException conflict = assertThrows(InstallException.class, () -> plugins.install(echo("kept", "1.0.0").action("told", "echo").build(), "eve"));
        assertTrue(conflict.getMessage(), conflict.getMessage().startsWith("kept 1.0.0 is installed already with digest "));
        plugins.activate("kept", Optional.empty(), "ben");
        PluginId second = plugins.install(echo("kept", "1.1.0").build(), "anna");
        assertEquals("installing is not activating", first, plugins.get("kept").orElseThrow().current());
        plugins.activate("kept", Optional.of("1.1.0"), "ben");
        assertEquals(List.of(second + " CURRENT anna", first + " PREVIOUS anna"), plugins.versions("kept").stream().map(
                version -> version.id() + " " + version.place() + " " + version.installedBy()).toList());
        assertEquals(List.of("ACTIVATED 1.1.0 ben", "INSTALLED 1.1.0 anna", "ACTIVATED 1.0.0 ben", "INSTALLED 1.0.0 anna"), history("kept"));
        says("tollgate:versions kept", "1.1.0", "current", "1.0.0", "previous", "anna");
        says("tollgate:history kept -n 1", "activated", "1.1.0", "ben");

        plugins.remove("kept", "carla");
        assertEquals("the record outlives the plugin", "REMOVED 1.1.0 carla", history("kept").get(0));
        assertTrue(plugins.versions("kept").isEmpty());
    }

    @Test
    public void ofOldVersionsOneIsKeptBesideTheCurrentAndTheOneBeforeIt() throws Exception {
        for (int minor = 0; minor < 5; minor++) {
            active(echo("aging", "1." + minor + ".0"));
        }
        assertEquals(List.of("1.4.0 CURRENT", "1.3.0 PREVIOUS", "1.2.0 KEPT"), places("aging"));
        PluginId kept = plugins.versions("aging").get(2).id();
        plugins.retire(kept, BY);
        assertEquals(List.of("1.4.0 CURRENT", "1.3.0 PREVIOUS"), places("aging"));
        PluginId previous = plugins.versions("aging").get(1).id();
        assertThrows(PluginException.class, () -> plugins.retire(previous, BY));
        says("tollgate:retire aging 1.4.0", "error: ", "cannot be taken out of the catalogue");
    }

    @Test
    public void aRollbackTakesTheGrantsBackAsTheyWereAndAskedAgainGoesForward() throws Exception {
        PluginId first = active(TestPackage.enqueue("swung", "1.0.0"));
        PluginId second = plugins.install(TestPackage.enqueue("swung", "2.0.0").asks("kv: { max_bytes: 1000 }").build(), BY);
        grants.grant(second, "queue", BY);
        PluginException undecided = assertThrows(PluginException.class, () -> plugins.activate("swung", Optional.empty(), BY));
        assertTrue(undecided.getMessage(), undecided.getMessage().contains("asks for kv"));
        assertEquals(PluginState.ACTIVE, state("swung"));
        grants.grant(second, "kv", BY);
        plugins.activate("swung", Optional.empty(), BY);
        grants.deny(second, "queue", BY);

        assertEquals(first, plugins.rollback("swung", BY).current());
        CapabilityStatus queue = plugins.get("swung").orElseThrow().capabilities().get(0);
        assertEquals("queue GRANTED", queue.name() + " " + queue.decision());
        assertEquals("ROLLED_BACK 1.0.0 itest", history("swung").get(0));
        says("tollgate:rollback swung", "swung 2.0.0", "is ACTIVE");
        assertTrue(grants.decisions("swung").stream().map(GrantDecision::plugin).anyMatch(second::equals));
    }

    @Test
    public void anOlderVersionNeedsToBeMeant() throws Exception {
        active(echo("mended", "1.0.0"));
        active(echo("mended", "1.1.0"));
        active(echo("mended", "1.2.0"));
        refused("is older than 1.2.0, which is current", () -> plugins.activate("mended", Optional.of("1.0.0"), BY));
        assertEquals("1.2.0", plugins.get("mended").orElseThrow().current().version());
        assertEquals("1.0.0", plugins.downgrade("mended", "1.0.0", BY).current().version());
        says("tollgate:activate mended 1.2.0", "1.2.0", "is ACTIVE");
        says("tollgate:activate mended 1.0.0", "error: ", "is older than");
        says("tollgate:activate --downgrade mended 1.0.0", "1.0.0", "is ACTIVE");
    }

    @Test
    public void aVersionThatCannotBeActivatedLeavesTheOldOneActive() throws Exception {
        PluginId first = active(echo("steady", "1.0.0"));
        plugins.install(TestPackage.of("steady", "2.0.0", "basic").filter("steady", "echo").lifecycle("on_activate: fail").build(), BY);
        refused("no luck today", () -> plugins.activate("steady", Optional.empty(), BY));
        PluginView view = plugins.get("steady").orElseThrow();
        assertEquals(first, view.current());
        assertEquals(PluginState.ACTIVE, view.state());
        assertEquals(Ending.COMPLETED, hooks.filter("steady", "x".getBytes(UTF_8)).reports().get(0).ending());
    }

    @Test
    public void whatAPluginDependsOnComesFirstGoesLastAndIsNoCircle() throws Exception {
        plugins.install(echo("upper", "1.0.0").depends("lower: ^1.0.0").build(), BY);
        refused("it depends on lower", () -> plugins.activate("upper", Optional.empty(), BY));
        active(echo("lower", "1.0.0"));
        assertEquals(PluginState.ACTIVE, plugins.activate("upper", Optional.empty(), BY).state());
        refused("other active plugins depend on lower: upper", () -> plugins.deactivate("lower", BY));
        refused("other active plugins depend on lower: upper", () -> plugins.remove("lower", BY));
        plugins.install(echo("lower", "2.0.0").build(), BY);
        refused("depend on another version", () -> plugins.activate("lower", Optional.empty(), BY));
        InstallException circle = assertThrows(InstallException.class, () -> plugins.install(echo("lower", "1.1.0").depends("upper: ^1.0.0").build(), BY));
        assertTrue(circle.getMessage(), circle.getMessage().contains("upper") && circle.getMessage().contains("/dependencies"));
        plugins.deactivate("upper", BY);
        assertEquals("2.0.0", plugins.activate("lower", Optional.empty(), BY).current().version());
        refused("it depends on lower", () -> plugins.activate("upper", Optional.empty(), BY));
    }

    @Test
    public void whatWasNeverActiveCanBeRemoved() throws Exception {
        plugins.install(echo("untouched", "1.0.0").build(), BY);
        plugins.remove("untouched", BY);
        assertFalse(plugins.get("untouched").isPresent());
    }

    private static void refused(String why, ThrowingRunnable action) {
        PluginException refused = assertThrows(PluginException.class, action);
        assertTrue(refused.getMessage(), refused.getMessage().contains(why));
    }

    private static TestPackage echo(String slug, String version) {
        return TestPackage.of(slug, version, "basic").filter(slug, "echo");
    }

    private PluginState state(String slug) {
        return plugins.get(slug).orElseThrow().state();
    }

    private List<String> places(String slug) {
        return plugins.versions(slug).stream().map(version -> version.id().version() + " " + version.place()).toList();
    }

    private List<String> history(String slug) {
        return plugins.history(slug, 20).stream().map(event -> event.kind() + " " + event.plugin().version() + " " + event.by()).toList();
    }
}
