package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.jobs.JobState;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.util.tracker.ServiceTracker;

/** Every result of an offer and of a dispatch, and a service's states, through the services of the host and on a real module. */
public class ServiceIT extends WithServices {
    @Test
    public void eventsReachOneInstanceInTheirOrderWithWhatIsKnownOfThem() throws Exception {
        running("orderly", TestPackage.service("orderly", "1.0.0"));
        for (Offer offer : List.of(offer("orderly", "event", "one"), offer("orderly", "event", "two"),
                ingress.offer(new IngressEvent("orderly", "itest:x", "context", "push", new byte[0], Instant.EPOCH, 2, Optional.of("c-1"))))) {
            assertEquals(IngressResult.ACCEPTED, end(offer));
        }
        String journal = journal("orderly");
        assertTrue(journal, journal.startsWith("start\none\ntwo\n{"));
        for (String known : List.of("\"ingress\":\"context\"", "\"source\":\"itest:x\"", "\"event_kind\":\"push\"",
                "\"created_at\":\"1970-01-01T00:00:00Z\"", "\"attempt\":\"2\"", "\"correlation_id\":\"c-1\"", "\"kind\":\"event\"")) {
            assertTrue(journal, journal.contains(known));
        }
        Offer first = ingress.offer(event("orderly", "event", "three").correlated("c-1"));
        assertEquals(IngressResult.ACCEPTED, end(first));
        journal = journal("orderly");
        assertEquals(IngressResult.ACCEPTED, end(ingress.offer(event("orderly", "event", "three").correlated("c-1"))));
        assertEquals("the same event is not dispatched twice", journal, journal("orderly"));
        assertEquals(1, view("orderly").counters().repeated());
    }

    @Test
    public void eachFieldThatIsWrongIsNamedInTheOrderOfTheChecks() throws Exception {
        running("picky", TestPackage.service("picky", "1.0.0").ingress("event", "on_event", "kinds: [push]", "max_bytes: 4"));
        byte[] large = new byte[5];
        Instant ahead = Instant.now().plus(Duration.ofHours(1));
        Optional<String> none = Optional.of("");
        invalid(EventField.SOURCE, new IngressEvent("picky", "", "nowhere", "pull", large, ahead, 0, none));
        invalid(EventField.INGRESS, new IngressEvent("picky", "itest", "nowhere", "pull", large, ahead, 0, none));
        invalid(EventField.KIND, new IngressEvent("picky", "itest", "event", "pull", large, ahead, 0, none));
        invalid(EventField.PAYLOAD, new IngressEvent("picky", "itest", "event", "push", large, ahead, 0, none));
        invalid(EventField.CREATED_AT, new IngressEvent("picky", "itest", "event", "push", new byte[4], ahead, 0, none));
        invalid(EventField.ATTEMPT, new IngressEvent("picky", "itest", "event", "push", new byte[4], Instant.EPOCH, 0, none));
        invalid(EventField.CORRELATION_ID, new IngressEvent("picky", "itest", "event", "push", new byte[4], Instant.EPOCH, 1, none));
        assertEquals(new ServiceCounters(0, 0, 0, 7, 0, 0, 0, 0, 0), view("picky").counters());
    }

    private void invalid(EventField field, IngressEvent event) {
        IngressResult result = ingress.offer(event).result();
        assertEquals(result.detail(), Optional.of(field), result.field());
        assertEquals(IngressStatus.INVALID_EVENT, result.status());
    }

    @Test
    public void aFullQueueSaysSoWhileHooksAndJobsOfThePluginGoOn() throws Exception {
        running("full", TestPackage.service("full", "1.0.0").service("queue: 2").filter("full.text", "on_text"));
        try (HeldEvents held = new HeldEvents(context)) {
            List<Offer> offers = new ArrayList<>(List.of(offer("full", "command", HeldEvents.COMMAND)));
            held.awaitOne();
            offers.add(offer("full", "event", "1"));
            offers.add(offer("full", "event", "2"));
            assertEquals(IngressStatus.QUEUE_FULL, offer("full", "event", "3").result().status());
            assertEquals(2, view("full").depth());
            assertEquals(2, view("full").capacity());
            assertEquals("hook!", new String(hooks.filter("full.text", "hook".getBytes(UTF_8)).value(), UTF_8));
            await(pluginJobs.enqueue("full", "work", "job".getBytes(UTF_8), BY), JobState.DONE);
            assertThrows(PluginException.class, () -> services.status("full", Duration.ofMillis(1)));
            held.release();
            for (Offer offer : offers) {
                assertEquals(IngressStatus.ACCEPTED, ended(offer));
            }
        }
        assertEquals(new ServiceCounters(3, 3, 3, 1, 0, 0, 0, 0, 0), view("full").counters());
    }

    @Test
    public void aServiceIsUnavailableWhereThereIsNoneOrItsGateIsGone() throws Exception {
        assertEquals(IngressStatus.SERVICE_UNAVAILABLE, offer("nobody", "event", "x").result().status());
        running("gated", TestPackage.service("gated", "1.0.0"));
        Bundle gate = bundleOf("dev.tollgate.capability-queue");
        gate.stop();
        try {
            IngressResult refused = offer("gated", "event", "x").result();
            assertEquals(IngressStatus.SERVICE_UNAVAILABLE, refused.status());
            assertTrue(refused.detail(), refused.detail().contains("queue"));
        } finally {
            gate.start();
        }
        await("it takes events again", () -> offer("gated", "event", "back").accepted());
        await("it was told", () -> journal("gated").contains("back\n"));
    }

    @Test
    public void aHandlerThatFailsIsTriedAgainAndItsEventIsDeadUntilItIsReplayedOrDiscarded() throws Exception {
        running("failing", TestPackage.service("failing", "1.0.0").ingress("fail", "on_fail", "max_retry: 1"));
        IngressResult failed = end(offer("failing", "fail", "oh no"));
        assertEquals(IngressStatus.DISPATCH_FAILED, failed.status());
        assertEquals("on_fail: oh no", failed.detail());
        assertEquals(IngressStatus.DISPATCH_FAILED, ended(offer("failing", "reject", "never")));
        assertEquals(List.of("reject 1", "fail 2"), services.dead("failing").stream().map(
                dead -> dead.event().ingress() + " " + dead.event().attempt()).toList());
        String fail = services.dead("failing").get(1).id();
        says("tollgate:events list failing", fail, "dispatch_failed", "on_fail: oh no");
        assertEquals(IngressStatus.DISPATCH_FAILED, ended(services.replay("failing", fail, BY).orElseThrow()));
        assertTrue(services.replay("failing", fail, BY).isEmpty());
        String left = services.dead("failing").get(0).id();
        says("tollgate:events replay failing " + fail, "error: ", "tollgate:events list failing");
        says("tollgate:events discard failing " + left, "is discarded");
        assertEquals(1, services.dead("failing").size());
        assertEquals(new ServiceCounters(3, 5, 0, 0, 0, 2, 3, 0, 0), view("failing").counters());
        assertEquals("the instance stays", ServiceState.RUNNING, view("failing").state());
    }

    @Test
    public void aTrapAndALoopEndTheInstanceAndTheServiceStartsAgainByItself() throws Exception {
        running("falling", TestPackage.service("falling", "1.0.0").ingress("loop", "on_loop", "timeout: 50ms").limit("job_fuel: 900000000000"));
        end(offer("falling", "event", "lost"));
        assertEquals(IngressStatus.DISPATCH_FAILED, ended(offer("falling", "trap", "x")));
        until("falling", ServiceState.RUNNING);
        assertEquals("start\n", journal("falling"));
        assertEquals(IngressStatus.DISPATCH_TIMEOUT, ended(offer("falling", "loop", "x")));
        until("falling", ServiceState.RUNNING);
        assertEquals(new ServiceCounters(3, 3, 1, 0, 0, 0, 1, 1, 0), view("falling").counters());
        says("tollgate:services diagnostics falling", "falling", "error");
        says("tollgate:services status falling", "state      running", "1 completed, 1 failed, 1 timed out", "last error", "status     start");
    }

    @Test
    public void aStartThatLoopsIsEndedAndTriedAgainAndOneThatRefusesWaitsForAnotherVersion() throws Exception {
        active(TestPackage.service("looping", "1.0.0").service("start: start_loop").limit("job_fuel: 100000"));
        until("looping", ServiceState.FAILED);
        await("it was started again", () -> view("looping").restarts() > 0);
        until("looping", ServiceState.FAILED);
        assertTrue(view("looping").reason().orElseThrow(), view("looping").reason().orElseThrow().contains("fuel"));

        active(TestPackage.service("refused", "1.0.0").service("start: start_reject"));
        until("refused", ServiceState.FAILED);
        assertEquals("2 is for good", Optional.empty(), view("refused").nextStart());
        assertEquals(IngressStatus.SERVICE_FAILED, offer("refused", "event", "x").result().status());
        says("tollgate:services", "refused", "failed");
        says("tollgate:services status refused", "start is refused");
        says("tollgate:services start refused", "refused is failed: ", "start is refused");
        active(TestPackage.service("refused", "1.1.0"));
        until("refused", ServiceState.RUNNING);
        assertEquals(IngressStatus.ACCEPTED, ended(offer("refused", "event", "x")));
        plugins.remove("looping", BY);
    }

    @Test
    public void aStartThatFailsIsTriedAgainUntilWhatItNeedsIsThere() throws Exception {
        byte[] plugin = TestPackage.service("early", "1.0.0").service("start: start_unless_down").build();
        plugins.install(plugin, BY);
        says("tollgate:config set early down true", "down of early is true");
        active(plugin);
        until("early", ServiceState.FAILED);
        await("it was started again", () -> view("early").restarts() > 0);
        says("tollgate:config unset early down", "down of early is as in its manifest");
        until("early", ServiceState.RUNNING);
        assertEquals(IngressStatus.ACCEPTED, ended(offer("early", "event", "x")));
    }

    @Test
    public void aStopDispatchesWhatWaitsOrDiscardsItAndBothAreCounted() throws Exception {
        running("stopping", TestPackage.service("stopping", "1.0.0"));
        long before = services.totals().counters().discarded();
        try (HeldEvents held = new HeldEvents(context)) {
            Offer first = offer("stopping", "command", HeldEvents.COMMAND);
            held.awaitOne();
            Offer second = offer("stopping", "event", "second");
            Thread stop = new Thread(() -> services.stop("stopping", OnStop.DRAIN, BY));
            stop.start();
            until("stopping", ServiceState.STOPPING);
            assertEquals(IngressStatus.SERVICE_STOPPED, offer("stopping", "event", "late").result().status());
            held.release();
            stop.join();
            assertEquals(IngressStatus.ACCEPTED, ended(first));
            assertEquals(IngressStatus.ACCEPTED, ended(second));
        }
        assertEquals(ServiceState.STOPPED, view("stopping").state());
        assertEquals(IngressStatus.SERVICE_STOPPED, offer("stopping", "event", "x").result().status());
        assertThrows(PluginException.class, () -> services.status("stopping", PATIENCE));
        says("tollgate:services start stopping", "stopping is running");
        assertEquals("start\n", journal("stopping"));

        try (HeldEvents held = new HeldEvents(context)) {
            Offer first = offer("stopping", "command", HeldEvents.COMMAND);
            held.awaitOne();
            Offer second = offer("stopping", "event", "second");
            Thread stop = new Thread(() -> services.stop("stopping", OnStop.DISCARD, BY));
            stop.start();
            until("stopping", ServiceState.STOPPING);
            held.release();
            stop.join();
            assertEquals(IngressStatus.ACCEPTED, ended(first));
            assertEquals(IngressStatus.SERVICE_STOPPED, ended(second));
        }
        assertEquals(new ServiceCounters(4, 3, 3, 2, 0, 0, 0, 0, 1), view("stopping").counters());
        assertEquals(before + 1, services.totals().counters().discarded());
    }

    @Test
    public void whatAHandlerWritesIsCarriedOutAsAWholeOrNotAtAll() throws Exception {
        running("writing", TestPackage.service("writing", "1.0.0"));
        configure("dev.tollgate.output", Map.of("requests", "reindex=writing"));
        String said = "{\"command\":\"diagnostic status\",\"level\":\"warning\",\"text\":\"%s\"}";
        String asked = "{\"command\":\"host request\",\"name\":\"%s\",\"payload\":{\"order\":17}}";
        try (AskedRequests requests = new AskedRequests(context, "reindex")) {
            await("the decision is in force", () -> ended(offer("writing", "command", commands(String.format(said, "orders lag"),
                    String.format(asked, "reindex")))) == IngressStatus.ACCEPTED);
            await("it was asked for", () -> requests.asked.contains("writing reindex {\"order\":17}"));
            requests.asked.clear();
            IngressResult refused = end(offer("writing", "command", commands(String.format(said, "never said"), String.format(asked, "reindex"),
                    String.format(asked, "drop"))));
            assertEquals(IngressStatus.DISPATCH_FAILED, refused.status());
            assertTrue(refused.detail(), refused.detail().contains("/commands/2/name"));
            String[] many = Collections.nCopies(17, String.format(said, "never said")).toArray(String[]::new);
            assertEquals(IngressStatus.DISPATCH_FAILED, ended(offer("writing", "command", commands(many))));
            assertEquals(IngressStatus.ACCEPTED, ended(offer("writing", "command", commands(String.format(asked, "reindex")))));
            await("it was asked for", () -> !requests.asked.isEmpty());
            assertEquals("of the refused event nothing was", 1, requests.asked.size());
        }
        says("tollgate:services diagnostics writing", "warning", "orders lag");
        assertTrue(services.diagnostics().stream().noneMatch(each -> each.text().contains("never said")));
    }

    private static String commands(String... commands) {
        return "{\"commands\":[" + String.join(",", commands) + "]}";
    }

    @Test
    public void theShellOffersEventsAndShowsTheTotalsOfAllServices() throws Exception {
        running("typed", TestPackage.service("typed", "1.0.0"));
        says("tollgate:events offer typed event note hello", "accepted");
        says("tollgate:events offer typed nowhere note hello", "invalid event (ingress): ");
        says("tollgate:events offer nobody event note hello", "service unavailable: ");
        await("it was told", () -> journal("typed").equals("start\nhello\n"));
        says("tollgate:services", "typed", "all: " + services.totals().running() + " running");
        assertEquals(services.list().size(), services.totals().services());
        says("tollgate:services stop --discard typed", "typed is stopped");
        says("tollgate:services stop typed", "error: ", "STOPPED already");
    }

    /** Its first version fails them, so all of them wait to be tried again while the host is gone. */
    @Test
    public void whatADurableServiceTookInIsDispatchedWhenTheHostIsBack() throws Exception {
        running("lasting", lasting("1.0.0", "on_fail"));
        List<String> events = IntStream.range(0, 10).mapToObj(i -> "event " + i + ".").toList();
        for (String event : events) {
            assertTrue(offer("lasting", "event", event).accepted());
        }
        bundleOf("dev.tollgate.lifecycle").stop();
        bundleOf("dev.tollgate.lifecycle").start();
        // Held until the end: a component that nobody holds is put away, and knows nothing more.
        ServiceTracker<Services, Services> tracker = new ServiceTracker<>(context, Services.class, null);
        tracker.open();
        try {
            Services back = tracker.waitForService(PATIENCE.toMillis());
            await("it runs again", () -> back.get("lasting").filter(view -> view.state() == ServiceState.RUNNING).isPresent());
            await("all of them wait", () -> back.get("lasting").orElseThrow().depth() == events.size());
            Plugins restarted = service(Plugins.class);
            PluginId next = restarted.install(lasting("1.1.0", "on_event").build(), BY);
            restarted.activate("lasting", Optional.empty(), BY);
            await("all of them were dispatched", () -> back.get("lasting").filter(view -> view.plugin().equals(next) && view.depth() == 0
                    && view.state() == ServiceState.RUNNING).isPresent());
            String journal = new String(back.status("lasting", PATIENCE), UTF_8);
            assertTrue(journal, events.stream().allMatch(journal::contains));
            assertTrue(back.dead("lasting").isEmpty());
        } finally {
            tracker.close();
        }
    }

    private static TestPackage lasting(String version, String handler) {
        return TestPackage.service("lasting", version).service("durable: true").ingress("event", handler, "max_retry: 25");
    }
}
