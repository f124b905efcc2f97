package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HandlerReport.Ending;
import dev.tollgate.lifecycle.HookPayloadException;
import dev.tollgate.lifecycle.HookPoint;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.ServiceRegistration;

/** Hooks as an application of the host calls them, and the hook points that it registers. */
public class HookPointsIT extends WithServices {
    /** What passes the hook point of these tests. */
    public record Post(String title) {
    }

    private static final String SCHEMA = "{\"type\":\"object\",\"required\":[\"title\"],\"properties\":{\"title\":{\"type\":\"string\",\"maxLength\":20}}}";

    @Test
    public void aHookPointChecksWhatTheApplicationPassesAndWhatPluginsReturnInEveryForm() throws Exception {
        active(TestPackage.of("point-echo", "1.0.0", "basic").filter("point.save", "echo", 1).action("point.saved", "echo"));
        active(TestPackage.service("point-mark", "1.0.0").filter("point.save", "on_text", 2));
        HookPoint<Post> point = HookPoint.filter("point.save", Post.class, SCHEMA);
        ServiceRegistration<?> registration = context.registerService(HookPoint.class, point, null);
        try {
            await("it is registered", () -> hooks.point("point.save").isPresent());
            var result = hooks.filter(point, new Post("a title"));
            assertEquals(new Post("a title"), result.value());
            assertEquals("what is no JSON any more is not taken", List.of(Ending.COMPLETED, Ending.INVALID),
                    result.reports().stream().map(HandlerReport::ending).toList());
            assertEquals(result.value(), hooks.filter(point, new Post("a title")).value());

            assertThrows(HookPayloadException.class, () -> hooks.filter(point, new Post("a title of more than twenty letters")));
            HookPayloadException refused = assertThrows(HookPayloadException.class, () -> hooks.filter("point.save", "{}".getBytes(UTF_8)));
            assertTrue(refused.getMessage(), refused.getMessage().contains("title"));
            assertThrows(HookPayloadException.class, () -> hooks.filter("point.save", JsonNodeFactory.instance.objectNode()));
            says("tollgate:hooks", "point.save", "FILTER of Post, with a schema", "point.saved");
            says("tollgate:hooks filter point.save '{\"title\":\"a\"}'", "point-echo", "COMPLETED", "point-mark", "INVALID", "{\"title\":\"a\"}");

            ServiceRegistration<?> second = context.registerService(HookPoint.class, HookPoint.filter("point.save", String.class), null);
            assertEquals("the first one holds", Post.class, hooks.point("point.save").orElseThrow().type());
            second.unregister();
            assertEquals(Post.class, hooks.point("point.save").orElseThrow().type());
        } finally {
            registration.unregister();
        }
        await("it is gone", () -> hooks.point("point.save").isEmpty());
        assertEquals("nothing is checked any more", "{}!", new String(hooks.filter("point.save", "{}".getBytes(UTF_8)).value(), UTF_8));
        assertThrows(IllegalStateException.class, () -> hooks.filter(point, new Post("a title")));
        assertEquals(Ending.COMPLETED, hooks.action("point.saved", "x".getBytes(UTF_8)).reports().get(0).ending());
    }

    @Test
    public void beforeAndAfterHoldWhateverThePrioritiesAndContradictionsAreShown() throws Exception {
        active(ordered("order-a", 30, ""));
        active(ordered("order-b", 20, ""));
        active(ordered("order-c", 10, ""));
        assertEquals(List.of("order-c", "order-b", "order-a"), order());
        active(ordered("order-d", 1, ", after: [order-a]"));
        assertEquals(List.of("order-c", "order-b", "order-a", "order-d"), order());
        active(ordered("order-e", 99, ", before: [order-c]"));
        assertEquals(List.of("order-b", "order-a", "order-d", "order-e", "order-c"), order());
        assertTrue(hooks.cycles().isEmpty());
        active(ordered("order-f", 5, ", before: [order-e], after: [order-d]"));
        assertTrue(hooks.cycles().isEmpty());
        assertEquals(List.of("order-b", "order-a", "order-d", "order-f", "order-e", "order-c"), order());
        plugins.deactivate("order-f", BY);
        active(ordered("order-g", 5, ", before: [order-h]"));
        active(ordered("order-h", 6, ", before: [order-g]"));
        assertEquals(List.of("order-g", "order-h"), hooks.cycles().get(0).plugins());
        says("tollgate:hooks show order.it", "order-g, order-h contradict each other", "order-d");
    }

    private static TestPackage ordered(String slug, int priority, String more) {
        return TestPackage.of(slug, "1.0.0", "basic").filterEntry("name: order.it, handler: echo, priority: " + priority + more);
    }

    private List<String> order() {
        List<String> listeners = hooks.listeners("order.it").stream().map(listener -> listener.plugin().slug()).toList();
        assertEquals("they are called as they are listed", listeners,
                hooks.filter("order.it", new byte[0]).reports().stream().map(report -> report.plugin().slug()).toList());
        return listeners;
    }
}
