package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.tollgate.bridge.PluginJobs;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.Grants;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.Hooks;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;

/**
 * What plugins that keep tripping come to in a whole server, by an operator's settings. Windows and pauses last an hour
 * here, so that no machine is too slow for them. Services are looked up when they are used: settings and stores change.
 */
public class BreakerIT extends InFelix {
    private static final String PID = "dev.tollgate.breaker";
    private static final String HOURS = "window.s = 3600\npause.s = 3600\ncycles.window.s = 36000\n";

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        return ConfiguredAtStart.of(super.configuration(), Map.of(PID, HOURS + "cycles = 3\n"));
    }

    @Test
    public void sixTripsThroughAHookDegradeAndAStoreThatIsOpenedAgainKnowsIt() throws Exception {
        cycles(3);
        start("tripping", "1.0.0");
        for (int i = 0; i < 6; i++) {
            assertEquals(Ending.TRIPPED, call("tripping").reports().get(0).ending());
        }
        degraded("tripping");

        Bundle store = bundleOf("dev.tollgate.store-sqlite");
        store.stop();
        store.start();
        degraded("tripping");

        service(Breakers.class).reset("tripping", BY);
        assertEquals(PluginState.ACTIVE, view("tripping").state());
        assertEquals(Ending.TRIPPED, call("tripping").reports().get(0).ending());
    }

    @Test
    public void aJobOfADegradedPluginWaitsForItsResetWithoutAnAttempt() throws Exception {
        cycles(3);
        start("working", "1.0.0");
        for (int i = 0; i < 6; i++) {
            call("working");
        }
        JobView held = await(service(PluginJobs.class).enqueue("working", "noop", new byte[0], BY),
                job -> job.reason().isPresent());
        assertEquals(JobState.QUEUED, held.state());
        assertEquals(0, held.attempts());
        assertTrue(held.reason().get(), held.reason().get().contains("degraded after more than 5 trips within 3600 s"));
    }

    @Test
    public void thePluginThatIsDegradedTooOftenIsDeactivatedByTheHostUntilItIsReset() throws Exception {
        cycles(1);
        start("hopeless", "1.0.0");
        for (int i = 0; i < 6; i++) {
            assertEquals(Ending.TRIPPED, call("hopeless").reports().get(0).ending());
        }
        assertTrue(call("hopeless").reports().isEmpty());
        PluginView view = view("hopeless");
        assertEquals(PluginState.INACTIVE, view.state());
        assertTrue(view.reason().get(), view.reason().get().startsWith("the host deactivated it: degraded 1 times"));
        PluginException refused = assertThrows(PluginException.class, () -> activate("hopeless", "1.0.0"));
        assertTrue(refused.getMessage(), refused.getMessage().endsWith("reset it first"));

        service(Breakers.class).reset("hopeless", BY);
        assertEquals(PluginState.ACTIVE, activate("hopeless", "1.0.0").state());
        assertEquals(BreakerEvent.Kind.RESET, service(Breakers.class).events("hopeless").get(0).kind());
        assertEquals(BY, service(Breakers.class).events("hopeless").get(0).by());
        assertEquals(BreakerEvent.HOST, service(Breakers.class).events("hopeless").get(1).by());
    }

    private void degraded(String slug) throws Exception {
        HookResult result = call(slug);
        assertEquals(Ending.SKIPPED, result.reports().get(0).ending());
        assertEquals("unchanged", new String(result.value(), UTF_8));
        assertEquals(PluginState.DEGRADED, view(slug).state());
        assertEquals(6, view(slug).breaker().trips());
        assertEquals(6, service(Breakers.class).trips(slug).size());
        Trip trip = service(Breakers.class).trips(slug).get(0);
        assertEquals(Limit.FUEL, trip.limit());
        assertEquals(view(slug).current(), trip.plugin());
        assertTrue(trip.toString(), trip.toString().contains(" of 50000 units in " + slug + " 1.0.0 job_loop at job_loop"));
    }

    private void start(String slug, String version) throws Exception {
        byte[] content = TestPackage.of(slug, version, "enqueue").asks("queue: {}").server("fuel_per_invocation: 50000")
                .filter(slug, "job_loop").job("noop", 0).build();
        service(Plugins.class).install(content, BY);
        service(Grants.class).grant(view(slug).current(), "queue", BY);
        activate(slug, version);
    }

    private PluginView activate(String slug, String version) throws InterruptedException {
        return service(Plugins.class).activate(slug, Optional.of(version), BY);
    }

    private HookResult call(String slug) throws InterruptedException {
        return service(Hooks.class).filter(slug, "unchanged".getBytes(UTF_8));
    }

    private PluginView view(String slug) throws InterruptedException {
        return service(Plugins.class).get(slug).orElseThrow();
    }

    /** Changes the operator's settings, and waits until they are in force. */
    private void cycles(int cycles) throws Exception {
        Files.writeString(Path.of(context.getProperty("felix.fileinstall.dir"), PID + ".cfg"), HOURS + "cycles = " + cycles + "\n");
        long begun = System.nanoTime();
        while (service(Breakers.class).status("anybody").rule().cycles() != cycles) {
            assertTrue("the settings are not taken", System.nanoTime() - begun < PATIENCE_NANOS);
            Thread.sleep(20);
        }
    }
}
