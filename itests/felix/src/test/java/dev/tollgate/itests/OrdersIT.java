package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.GateProvider;
import dev.tollgate.lifecycle.GateRecords;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookResult;
import dev.tollgate.lifecycle.PluginState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.After;
import org.junit.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** A gate of somebody else's, which is examples/capability-orders: with and without it, granted in part, and in two majors. */
public class OrdersIT extends InFelix {
    private static final String ADA = "[{\"number\":\"1001\",\"article\":\"lamp\",\"cents\":4990},"
            + "{\"number\":\"1003\",\"article\":\"desk\",\"cents\":24900}]";
    private static final String ADA_FIRST = "{\"orders\":[{\"number\":\"1001\",\"article\":\"lamp\",\"cents\":4990}],\"more\":true}";
    private static final String GRACE = "[{\"number\":\"1002\",\"article\":\"chair\",\"cents\":12900}]";
    private static final String ONLY_ADA = "{\"customers\":[\"ada\"]}";
    private static final String REFUSED = "{\"error\":-1}";

    @Inject
    GateRecords gates;
    @Inject
    CommandProcessor shell;

    @Override
    @Configuration
    public Option[] configuration() throws IOException {
        return Stream.concat(Arrays.stream(super.configuration()), Stream.of("orders.folder", "orders.second").map(
                name -> frameworkProperty(name).value(System.getProperty(name)))).toArray(Option[]::new);
    }

    @After
    public void nothingIsLeft() throws Exception {
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().startsWith("com.example.shop")) {
                bundle.uninstall();
                refresh(bundle);
            }
        }
        plugins.list().forEach(plugin -> plugins.remove(plugin.current().slug(), BY));
    }

    @Test
    public void thePluginWaitsForTheGateAndReadsOfItWhatWasGranted() throws Exception {
        Bundle plugin = install("capability-orders-1.0.0-plugin.jar");
        plugin.start();
        PluginId id = plugins.get("order-report").orElseThrow().current();
        assertEquals("the bundle and the package are the same plugin", id, plugins.install(
                Files.readAllBytes(folder().resolve("order-report-1.0.0.tgp")), BY));
        grants.grant(id, "orders", BY);
        plugins.activate("order-report", Optional.empty(), BY);
        assertEquals(PluginState.WAITING, state("order-report"));
        assertEquals(Ending.SKIPPED, report("ada").reports().get(0).ending());

        Bundle gate = install("capability-orders-1.0.0.jar");
        gate.start();
        assertEquals(PluginState.ACTIVE, state("order-report"));
        assertReports("ada", "{\"orders\":" + ADA + "}");
        assertReports("grace", "{\"orders\":" + GRACE + "}");

        grants.grant(id, "orders", ONLY_ADA, BY);
        assertReports("ada", "{\"orders\":" + ADA + "}");
        assertReports("grace", REFUSED);

        gate.stop();
        assertEquals(PluginState.WAITING, state("order-report"));
        gate.start();
        assertReports("ada", "{\"orders\":" + ADA + "}");
        assertReports("grace", REFUSED);

        byte[] again = Files.readAllBytes(folder().resolve("capability-orders-1.0.0.jar"));
        gate.update(new ByteArrayInputStream(again));
        assertReports("ada", "{\"orders\":" + ADA + "}");
        assertEquals("it was not the plugin's bundle that was touched", Bundle.ACTIVE, plugin.getState());
    }

    @Test
    public void twoMajorsOfOneGateServeThePluginsThatImportThem() throws Exception {
        install("capability-orders-1.0.0.jar").start();
        Bundle second = context.installBundle(Path.of(context.getProperty("orders.second")).toUri().toString());
        second.start();
        Map<String, String> providers = gates.providers().stream().filter(gate -> gate.gate().startsWith("tollgate:orders@"))
                .collect(Collectors.toMap(GateProvider::gate, GateProvider::bundle));
        assertEquals(Map.of("tollgate:orders@1", "com.example.shop.orders 1.0.0", "tollgate:orders@2", "com.example.shop.orders 2.0.0"),
                providers);

        narrowed(Files.readAllBytes(folder().resolve("order-report-1.0.0.tgp")));
        narrowed(guest("orders-second", "orders-2"));
        narrowed(guest("orders-both", "orders-1-and-2"));
        assertReports("ada", "{\"orders\":" + ADA + "}");
        assertEquals(ADA_FIRST, new String(ask("orders-second", "ada"), UTF_8));
        assertEquals(ADA + ADA_FIRST, new String(ask("orders-both", "ada"), UTF_8));
        assertReports("grace", REFUSED);
        assertArrayEquals(errors(-1), ask("orders-second", "grace"));
        assertArrayEquals(errors(-1, -1), ask("orders-both", "grace"));

        second.stop();
        assertEquals(PluginState.ACTIVE, state("order-report"));
        assertEquals(PluginState.WAITING, state("orders-second"));
        assertEquals(PluginState.WAITING, state("orders-both"));
        assertReports("ada", "{\"orders\":" + ADA + "}");
        second.start();
        assertEquals(ADA + ADA_FIRST, new String(ask("orders-both", "ada"), UTF_8));
    }

    /** Each line of output that the page shows is there, in this order; "..." stands for anything on the line. */
    @Test
    public void theSessionOnThePageGoesAsItIsShown() throws Exception {
        String page = Files.readString(folder().resolve("../../../docs/WRITING-A-CAPABILITY.md"));
        String session = page.substring(page.indexOf("```\ntollgate> ") + 4, page.indexOf("```", page.indexOf("```\ntollgate> ") + 4));
        assertTrue("the page shows more than this: " + session, session.lines().filter(line -> line.startsWith("tollgate> ")).count() > 10);
        String said = "";
        int from = 0;
        for (String line : session.lines().toList()) {
            if (line.startsWith("tollgate> ")) {
                said = execute(line.substring("tollgate> ".length()).replace("examples/capability-orders/target", folder().toString()));
                from = 0;
            } else {
                for (String piece : line.split(" \\.\\.\\. ")) {
                    int at = said.indexOf(piece, from);
                    assertTrue("'" + piece + "' of '" + line + "' is not in: " + said, at >= 0);
                    from = at + piece.length();
                }
            }
        }
    }

    private Path folder() throws IOException {
        return Path.of(context.getProperty("orders.folder")).toRealPath();
    }

    private Bundle install(String jar) throws BundleException, IOException {
        return context.installBundle(folder().resolve(jar).toUri().toString());
    }

    private static byte[] guest(String slug, String guest) {
        return TestPackage.of(slug, "1.0.0", guest).asks("orders: { customers: [\"ada\", \"grace\"] }").filter(slug, "ask").build();
    }

    private void narrowed(byte[] plugin) throws Exception {
        PluginId id = plugins.install(plugin, BY);
        grants.grant(id, "orders", ONLY_ADA, BY);
        plugins.activate(id.slug(), Optional.empty(), BY);
    }

    private PluginState state(String slug) {
        return plugins.get(slug).orElseThrow().state();
    }

    private HookResult report(String customer) {
        return hooks.filter("order_report", customer.getBytes(UTF_8));
    }

    private void assertReports(String customer, String expected) {
        assertEquals(expected, new String(ask("order_report", customer), UTF_8));
    }

    private byte[] ask(String hook, String customer) {
        HookResult result = hooks.filter(hook, customer.getBytes(UTF_8));
        assertEquals(result.reports().toString(), List.of(Ending.COMPLETED), result.reports().stream().map(report -> report.ending()).toList());
        return result.value();
    }

    private static byte[] errors(long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(bytes::putLong);
        return bytes.array();
    }

    private String execute(String command) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, UTF_8);
        try (CommandSession session = shell.createSession(new ByteArrayInputStream(new byte[0]), print, print)) {
            // As in the terminal.
            session.put("SCOPE", "tollgate:gogo:felix:*");
            Object answer = session.execute(command);
            return out.toString(UTF_8) + (answer == null ? "" : session.format(answer, Converter.INSPECT));
        }
    }
}
