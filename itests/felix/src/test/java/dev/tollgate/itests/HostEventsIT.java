package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;

import dev.tollgate.guests.TestPackage;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** What a listener of EventAdmin hears of a plugin, and of a gate that goes. */
public class HostEventsIT extends WithServices {
    private final List<Event> heard = new CopyOnWriteArrayList<>();
    private ServiceRegistration<EventHandler> listener;

    @Before
    public void listen() {
        Dictionary<String, Object> topics = new Hashtable<>(Map.of(EventConstants.EVENT_TOPIC, "dev/tollgate/*"));
        listener = context.registerService(EventHandler.class, heard::add, topics);
    }

    @After
    public void end() {
        listener.unregister();
    }

    @Test
    public void theLifeOfAServicePluginIsHeardOnceAndInOrder() throws Exception {
        running("heard", TestPackage.service("heard", "1.0.0"));
        await("it is started", () -> topics("heard").contains("service/STARTED"));
        plugins.deactivate("heard", "ann");
        plugins.remove("heard", "ann");
        await("it is gone", () -> topics("heard").contains("plugin/REMOVED") && topics("heard").contains("service/STOPPED"));
        assertEquals(List.of("plugin/INSTALLED", "plugin/ACTIVATED", "plugin/DEACTIVATED", "plugin/REMOVED"),
                topics("heard").stream().filter(topic -> topic.startsWith("plugin/") && !topic.equals("plugin/grant")).collect(Collectors.toList()));
        assertEquals("ann", about("plugin/REMOVED").getProperty("by"));
    }

    @Test
    public void aGateThatGoesAndComesIsHeard() throws Exception {
        Bundle kv = bundleOf("dev.tollgate.capability-kv");
        kv.stop();
        await("it went", () -> heard("capability/GONE", "tollgate:kv@1").isPresent());
        kv.start();
        await("it came", () -> heard("capability/PROVIDED", "tollgate:kv@1").isPresent());
        assertEquals("dev.tollgate.capability-kv", heard("capability/PROVIDED", "tollgate:kv@1").orElseThrow().getProperty("provider"));
    }

    private Optional<Event> heard(String topic, String gate) {
        return heard.stream().filter(event -> event.getTopic().equals("dev/tollgate/" + topic) && gate.equals(event.getProperty("capability")))
                .findFirst();
    }

    private List<String> topics(String slug) {
        return heard.stream().filter(event -> slug.equals(event.getProperty("plugin"))).map(event -> event.getTopic().substring("dev/tollgate/".length()))
                .collect(Collectors.toList());
    }

    private Event about(String topic) {
        return heard.stream().filter(event -> event.getTopic().endsWith(topic)).findFirst().orElseThrow();
    }
}
