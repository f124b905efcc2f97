package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.ingress.websocket.WebSocketState;
import dev.tollgate.ingress.websocket.WebSocketView;
import dev.tollgate.ingress.websocket.WebSockets;
import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.service.cm.Configuration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

/** Events from EventAdmin and from a WebSocket server, by configuration alone. */
public class EventSourcesIT extends WithServices {
    @Inject
    EventAdmin events;
    @Inject
    WebSockets webSockets;

    @Override
    @org.ops4j.pax.exam.Configuration
    public Option[] configuration() throws IOException {
        return ConfiguredAtStart.of(super.configuration(), Map.of(
                "dev.tollgate.topics-returns", "topics = com/example/returns/*\nslug = returning\ningress = context\n",
                "dev.tollgate.websocket-idle", "uri = ws://127.0.0.1:1/\nslug = nobody\ningress = event\n"));
    }

    @Test
    public void aFileIsAWayOfItsOwnWithTheNameAfterTheDash() throws Exception {
        running("returning", TestPackage.service("returning", "1.0.0"));
        events.sendEvent(new Event("com/example/returns/BACK", Map.of("amount", 1)));
        await("it came", () -> journal("returning").contains("\"source\":\"eventadmin:returns\""));
        await("it is known", () -> webSockets.get("idle").isPresent());
        assertEquals("its service does not run", WebSocketState.WAITING, webSockets.get("idle").orElseThrow().state());
    }

    @Test
    public void whatIsPostedToATopicThatIsMappedBecomesAnEvent() throws Exception {
        running("mailing", TestPackage.service("mailing", "1.0.0"));
        Configuration mapping = configured("dev.tollgate.topics", "orders", Map.of("topics", "com/example/orders/*", "slug", "mailing",
                "ingress", "context", "filter", "(amount>=10)", "correlation.property", "order.id"));
        await("it is mapped", () -> {
            events.sendEvent(new Event("com/example/orders/PAID", Map.of("order.id", "first", "amount", 10)));
            return journal("mailing").contains("\"correlation_id\":\"first\"");
        });
        events.sendEvent(new Event("com/example/orders/PAID", Map.of("order.id", "small", "amount", 9)));
        events.sendEvent(new Event("com/example/other/PAID", Map.of("order.id", "other", "amount", 11)));
        events.sendEvent(new Event("com/example/orders/SHIPPED", Map.of("order.id", "second", "amount", 11)));
        await("it came", () -> journal("mailing").contains("\"correlation_id\":\"second\""));
        String journal = journal("mailing");
        assertEquals("start, and two events: " + journal, 3, journal.lines().count());
        assertTrue(journal, journal.contains("\"event_kind\":\"SHIPPED\"") && journal.contains("\"source\":\"eventadmin:orders\""));

        mapping.update(properties(Map.of("topics", "com/example/orders/*", "slug", "mailing", "ingress", "event", "kind", "order")));
        await("it is mapped anew", () -> {
            events.sendEvent(new Event("com/example/orders/PAID", Map.of("amount", 1)));
            return journal("mailing").contains("{\"topic\":\"com/example/orders/PAID\",\"properties\":{\"amount\":1}");
        });
        mapping.delete();
        await("it is not mapped any more", () -> {
            long before = view("mailing").counters().enqueued();
            events.sendEvent(new Event("com/example/orders/PAID", Map.of("amount", 1)));
            return view("mailing").counters().enqueued() == before && journal("mailing") != null
                    && view("mailing").counters().enqueued() == before;
        });
    }

    @Test
    public void textsOfAServerAreEventsThePluginAnswersAndALostConnectionIsMadeAgain() throws Exception {
        running("watching", TestPackage.service("watching", "1.0.0"));
        try (TextServer server = new TextServer()) {
            Configuration connection = configured("dev.tollgate.websocket", "prices", Map.of("uri", server.uri(), "slug", "watching",
                    "ingress", "command", "kind.open", "", "kind.close", "", "kind.error", "", "reconnect.ms", 1));
            try (TextServer.Client first = server.accept()) {
                await("it is open", () -> socket().state() == WebSocketState.OPEN);
                first.send("{\"commands\":[{\"command\":\"websocket send\",\"connection\":\"prices\",\"text\":\"subscribe\"}]}");
                assertEquals("subscribe", first.read());
            }
            try (TextServer.Client second = server.accept()) {
                await("it is open again", () -> socket().state() == WebSocketState.OPEN && socket().counters().reconnects() == 1);
                second.send("{\"commands\":[{\"command\":\"websocket send\",\"connection\":\"other\",\"text\":\"x\"}]}");
                await("it was refused", () -> !services.dead("watching").isEmpty());
                assertTrue(services.dead("watching").get(0).result().detail(), services.dead("watching").get(0).result().detail().contains("/commands/0"));
                assertEquals("websocket:prices", services.dead("watching").get(0).event().source());
                second.send("{}");
                await("both failed", () -> services.dead("watching").size() == 2);
                assertEquals(List.of(3L, 1L, 2L, 1L), List.of(socket().counters().received(), socket().counters().sent(),
                        socket().counters().openings(), socket().counters().reconnects()));
                says("tollgate:websockets", "prices", "watching", "OPEN");
                says("tollgate:websockets show prices", "received 3", "sent 1", "reconnects 1");
            }
            connection.delete();
            await("it is gone", () -> webSockets.get("prices").isEmpty());
        }
    }

    private WebSocketView socket() {
        return webSockets.get("prices").orElseThrow();
    }

    private Configuration configured(String pid, String name, Map<String, ?> values) throws Exception {
        Configuration configuration = configurations.getFactoryConfiguration(pid, name, "?");
        configuration.update(properties(values));
        return configuration;
    }

    private static Dictionary<String, Object> properties(Map<String, ?> values) {
        return new Hashtable<>(values);
    }
}
