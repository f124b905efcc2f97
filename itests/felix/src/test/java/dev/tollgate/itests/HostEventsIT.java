package dev.tollgate.itests;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.audit.Audit;
import dev.tollgate.abi.audit.AuditFilter;
import dev.tollgate.abi.audit.AuditRecord;
import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.guests.TestPackage;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;
import org.osgi.service.event.EventHandler;

/** What a listener of EventAdmin hears of a plugin, and of a gate that goes. */
public class HostEventsIT extends WithServices {
    @Inject
    Audit audit;
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

    @Test
    public void whoDecidedWhatIsOnRecordAndTheRecordIsWhole() throws Exception {
        running("audited", TestPackage.service("audited", "1.0.0"));
        services.stop("audited", OnStop.DISCARD, "ben");
        plugins.remove("audited", "ann");
        List<String> record = audit.read(AuditFilter.newest(100).of("audited")).stream().map(AuditRecord::decision)
                .map(decision -> decision.verb() + " " + decision.by()).collect(Collectors.toList());
        assertTrue(record.toString(), record.containsAll(List.of("plugin.install itest", "gate.grant itest", "plugin.activate itest", "service.stop ben",
                "plugin.remove ann")));
        assertTrue(audit.verify().toString(), audit.verify().stream().allMatch(check -> check.broken().isEmpty() && check.last() > 0));
    }

    @Test
    public void aChangedConfigurationIsOnRecordWithTheKeysThatAreOtherNow() throws Exception {
        Configuration bridge = service(ConfigurationAdmin.class).getConfiguration("dev.tollgate.bridge", "?");
        Dictionary<String, Object> before = bridge.getProperties();
        Dictionary<String, Object> changed = new Hashtable<>();
        if (before != null) {
            Collections.list(before.keys()).forEach(key -> changed.put(key, before.get(key)));
        }
        changed.put("most.body.bytes", 54_321);
        bridge.update(changed);
        try {
            await("it is on record", () -> audit.read(AuditFilter.newest(20).decidedBy("configuration")).stream().map(AuditRecord::decision)
                    .anyMatch(decision -> decision.verb().equals("configuration.set") && decision.object().equals("dev.tollgate.bridge")
                            && decision.after().equals(Optional.of("{most.body.bytes=54321}"))));
        } finally {
            if (before == null) {
                bridge.delete();
            } else {
                bridge.update(before);
            }
        }
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
