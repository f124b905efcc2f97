package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.configuration.ConfigurationFault;
import dev.tollgate.configuration.ConfigurationFault.InForce;
import dev.tollgate.configuration.ConfigurationFaults;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.metatype.MetaTypeService;

/** Operators write good and bad files, before the server starts and while plugins run. */
public class ConfigurationIT extends InFelix {
    @Inject
    ConfigurationFaults faults;

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        return ConfiguredAtStart.of(super.configuration(), Map.of(
                "dev.tollgate.diagnostics", "per.plugin = lots\nin.all = 500\n",
                "dev.tollgate.http", "open.addresses = everything\n",
                "dev.tollgate.webhook-closed", "path = /closed\nslug = board\ningress = event\nkind = push\nsecret.file = /nowhere/at/all\n",
                "dev.tollgate.health", "queue.depth.warn = 50\nqueue.depth.red = 5\n",
                "dev.tollgate.metrics", "token.file = relative\n",
                "dev.tollgate.tracing", "sampling.ratio = 2\nservice.name = shop\n",
                "dev.tollgate.limits", "hook.fuel = 400000000\n"));
    }

    @Test
    public void aBadFileChangesNothingUntilItIsMended() throws Exception {
        PluginId id = active(TestPackage.enqueue("steady", "1.0.0"));
        assertEquals(400_000_000, hookCeiling(id));
        ServiceReference<Plugins> before = context.getServiceReference(Plugins.class);

        write("dev.tollgate.limits", "hook.fuel = 1000\njob.memory.mb = 9999999\n");
        await("it is refused", () -> fault("dev.tollgate.limits").isPresent());
        ConfigurationFault fault = fault("dev.tollgate.limits").get();
        assertEquals("job.memory.mb is '9999999', allowed is a whole number from 1 to 2047", fault.problem());
        assertEquals(InForce.FORMER, fault.inForce());
        assertTrue(fault.text(), fault.file().orElse("").endsWith("/dev.tollgate.limits.cfg"));
        assertEquals("nothing of the file is in force", 400_000_000, hookCeiling(id));

        write("dev.tollgate.limits", "hook.fuel = 300000000\n");
        await("it is mended", () -> fault("dev.tollgate.limits").isEmpty());
        await("it is in force", () -> hookCeiling(id) == 300_000_000);
        assertSame("nothing restarted", before, context.getServiceReference(Plugins.class));
        assertTrue(plugins.active("steady").isPresent());

        write("dev.tollgate.limits", "hook.feul = 300000000\n");
        await("it is refused", () -> fault("dev.tollgate.limits").isPresent());
        Files.delete(etc().resolve("dev.tollgate.limits.cfg"));
        await("a file that is gone is no mistake", () -> fault("dev.tollgate.limits").isEmpty());
        await("the defaults", () -> hookCeiling(id) == 500_000_000);
    }

    @Test
    public void valuesThatDoNotGoTogetherAreRefusedWithTheRule() throws Exception {
        write("dev.tollgate.breaker", "pause.s = 3000\n");
        await("it is refused", () -> fault("dev.tollgate.breaker").isPresent());
        String problem = fault("dev.tollgate.breaker").get().problem();
        assertTrue(problem, problem.startsWith("cycles.window.s is 3600, allowed is a whole number from 6001"));
        write("dev.tollgate.breaker", "trips = 7\n");
        await("it is mended", () -> fault("dev.tollgate.breaker").isEmpty());
    }

    @Test
    public void aServerComesUpWithTheRestOfWhatWasMeant() throws Exception {
        ConfigurationFault diagnostics = fault("dev.tollgate.diagnostics").orElseThrow();
        assertEquals(InForce.DEFAULTS, diagnostics.inForce());
        assertEquals("per.plugin is 'lots', allowed is a whole number from 1 to 1000", diagnostics.problem());
        assertEquals("the webhook is there and answers 503", Optional.empty(), fault("dev.tollgate.webhook~closed"));
        assertTrue(plugins.restored());
    }

    @Test
    public void whatLooksOnIsConfiguredLikeTheRest() throws Exception {
        assertEquals("sampling.ratio is '2', allowed is a number from 0 to 1", fault("dev.tollgate.tracing").orElseThrow().problem());
        ConfigurationFault metrics = fault("dev.tollgate.metrics").orElseThrow();
        assertEquals("token.file: 'relative' is not absolute; begin it with the root", metrics.problem());
        assertEquals("calls are counted, and nobody reads it", InForce.DEFAULTS, metrics.inForce());
        assertNotNull(context.getService(context.getAllServiceReferences("dev.tollgate.lifecycle.CallObserver",
                "(component.name=dev.tollgate.metrics.internal.MeteredCalls)")[0]));
        ConfigurationFault health = fault("dev.tollgate.health").orElseThrow();
        assertEquals("queue.depth.red: 5 is less than 50, from which on there is a warning", health.problem());
        assertEquals("health is never off", InForce.DEFAULTS, health.inForce());
        assertEquals(1, context.getServiceReferences("org.apache.felix.hc.api.HealthCheck", "(hc.name=tollgate queues)").length);
        for (String pid : List.of("health", "metrics", "tracing", "deploy")) {
            write("dev.tollgate." + pid, "no.such.key = 1\n");
            await("it is refused", () -> fault("dev.tollgate." + pid).filter(fault -> fault.key().equals("no.such.key")).isPresent());
            write("dev.tollgate." + pid, "");
            await("it is mended", () -> fault("dev.tollgate." + pid).isEmpty());
        }
    }

    @Test
    public void noDefaultOpensWhatWasMeantToBeClosed() throws Exception {
        assertEquals(InForce.NOTHING, fault("dev.tollgate.http").orElseThrow().inForce());
        assertEquals(0, gatesOf("dev.tollgate.capability-http"));
        write("dev.tollgate.http", "response.bytes = 1000\n");
        await("the gate is provided", () -> gatesOf("dev.tollgate.capability-http") == 1);
        assertTrue(fault("dev.tollgate.http").isEmpty());
    }

    @Test
    public void theMetatypeServiceShowsEverySettingToConsoles() throws Exception {
        MetaTypeService metatype = service(MetaTypeService.class);
        List<Bundle> ours = Arrays.stream(context.getBundles()).filter(bundle -> bundle.getEntryPaths("OSGI-INF/metatype") != null
                && bundle.getSymbolicName().startsWith("dev.tollgate.")).toList();
        assertTrue(ours.size() > 10);
        for (Bundle bundle : ours) {
            var information = metatype.getMetaTypeInformation(bundle);
            for (String pid : information.getPids()) {
                assertNotNull(pid, information.getObjectClassDefinition(pid, null).getDescription());
            }
        }
    }

    private long hookCeiling(PluginId id) {
        return plugins.get(id.slug()).orElseThrow().limits().get(0).ceiling().fuel().units();
    }

    private int gatesOf(String bundle) throws InvalidSyntaxException {
        ServiceReference<?>[] all = context.getAllServiceReferences(Capability.class.getName(), null);
        return (int) Arrays.stream(all).filter(reference -> bundle.equals(reference.getBundle().getSymbolicName()))
                .filter(reference -> context.getService(reference) != null).count();
    }

    private Optional<ConfigurationFault> fault(String pid) {
        return faults.present().stream().filter(fault -> fault.pid().equals(pid)).findFirst();
    }

    /** As editors do: the file is replaced, never half written. */
    private void write(String pid, String content) throws IOException {
        Path next = Files.writeString(Files.createTempFile("tollgate", ".next"), content);
        Files.move(next, etc().resolve(pid + ".cfg"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path etc() {
        return Path.of(context.getProperty("felix.fileinstall.dir"));
    }
}
