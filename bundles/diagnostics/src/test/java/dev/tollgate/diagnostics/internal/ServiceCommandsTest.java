package dev.tollgate.diagnostics.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.Diagnostic.Level;
import dev.tollgate.lifecycle.ingress.EventField;
import dev.tollgate.lifecycle.ingress.Ingress;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import dev.tollgate.lifecycle.ingress.IngressResult;
import dev.tollgate.lifecycle.ingress.IngressStatus;
import dev.tollgate.lifecycle.ingress.Offer;
import dev.tollgate.lifecycle.ingress.ServiceCounters;
import dev.tollgate.lifecycle.ingress.ServiceState;
import dev.tollgate.lifecycle.ingress.ServiceTotals;
import dev.tollgate.lifecycle.ingress.ServiceView;
import dev.tollgate.lifecycle.ingress.Services;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;

/** The commands as an operator types them into Gogo. */
class ServiceCommandsTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final ServiceCounters COUNTERS = new ServiceCounters(11, 22, 33, 44, 55, 66, 77, 88, 99);
    private static final Diagnostic ERROR = new Diagnostic("acme", NOW, Level.ERROR, "on_event trapped");

    private final List<String> done = new ArrayList<>();
    private List<ServiceView> views = List.of(view(ServiceState.RUNNING, Optional.empty()));
    private byte[] guests = "all is\nwell\u001b[2J".getBytes(StandardCharsets.UTF_8);
    private List<Diagnostic> diagnostics = List.of(ERROR);
    private IngressResult answer = IngressResult.ACCEPTED;
    private final CommandSession session = shell();

    @Test
    void aListTellsQueueCountersAndLastErrorOfEachAndOfAll() throws Exception {
        assertThat(said("tollgate:services").lines()).hasSize(3)
                .anyMatch(line -> line.matches("acme +1.2.3 +running +2026-03-01T12:00:00Z +2/32 +11 +22 +33 +44 +77 +88 +99 +on_event trapped"))
                .anyMatch(line -> line.matches("\\(all\\) +1 running, 0 failed +2 +11 +22 +33 +44 +77 +88 +99"));
        views = List.of();
        assertThat(said("tollgate:services")).isEqualTo("no active plugin has a service");
    }

    @Test
    void oneIsShownWithWhatItSaysOfItselfAndItsDiagnostics() throws Exception {
        assertThat(said("tollgate:service acme")).contains("service    acme 1.2.3", "state      running since 2026-03-01T12:00:00Z",
                "queue      2 of 32, durable", "events     11 enqueued, 55 repeated, 44 rejected", "calls      22 dispatched, 66 of them again",
                "ended      33 completed, 77 failed, 88 timed out, 99 discarded", "last error 2026-03-01T12:00:00Z on_event trapped",
                "status     all is\nwell\\u001b[2J", "WHEN").doesNotContain("reason", "restarts", "next start");
    }

    @Test
    void oneThatDoesNotRunIsNotAskedHowItIs() throws Exception {
        views = List.of(new ServiceView(id(), ServiceState.FAILED, NOW, Optional.of("start is refused"), 3, Optional.of(NOW.plusSeconds(8)), false, 0,
                32, COUNTERS, Optional.empty()));
        assertThat(said("tollgate:service acme")).contains("state      failed", "reason     start is refused", "restarts   3",
                "next start 2026-03-01T12:00:08Z").doesNotContain("status  ", "last error");
        assertThat(done).isEmpty();
    }

    @Test
    void aGuestThatDoesNotSayHowItIsLeavesTheRestToBeShown() throws Exception {
        guests = null;
        assertThat(said("tollgate:service acme")).contains("status     none: acme has no status handler", "WHEN");
        guests = "x".repeat(5_000).getBytes(StandardCharsets.UTF_8);
        assertThat(said("tollgate:service acme")).contains("x... (5000 bytes)").hasSizeLessThan(3_500);
    }

    @Test
    void oneThatIsNotThereIsSaidToBeNot() throws Exception {
        assertThat(said("tollgate:service other")).isEqualTo("error: no active plugin of that slug has a service; tollgate:services names them");
    }

    @Test
    void oneIsStartedAndStopped() throws Exception {
        assertThat(said("tollgate:startService acme")).isEqualTo("acme is running; 2 events wait");
        views = List.of(view(ServiceState.STOPPED, Optional.of("stopped by shell")));
        assertThat(said("tollgate:stopService acme")).isEqualTo("acme is stopped: stopped by shell; 2 events wait");
        said("tollgate:stopService acme --discard");
        said("tollgate:stopService --discard acme");
        assertThat(said("tollgate:startService other")).isEqualTo("error: there is no such service");
        assertThat(done).containsExactly("start acme shell", "stop acme DRAIN shell", "stop acme DISCARD shell", "stop acme DISCARD shell");
    }

    @Test
    void diagnosticsAreOfOneOrOfAll() throws Exception {
        assertThat(said("tollgate:diagnostics").lines()).hasSize(2)
                .anyMatch(line -> line.matches("2026-03-01T12:00:00Z +acme +error +on_event trapped"));
        assertThat(said("tollgate:diagnostics acme")).isEqualTo(said("tollgate:diagnostics"));
        diagnostics = List.of();
        assertThat(said("tollgate:diagnostics")).isEqualTo("nothing happened lately");
    }

    @Test
    void anOfferIsAnsweredWithWhatBecameOfIt() throws Exception {
        assertThat(said("tollgate:offer acme hook push 'hello there'")).isEqualTo("accepted");
        assertThat(done).containsExactly("acme shell hook push hello there " + NOW + " 1");
        answer = IngressResult.invalid(EventField.CREATED_AT, "it is in the future");
        assertThat(said("tollgate:offer acme hook push x")).isEqualTo("invalid event (created at): it is in the future");
        answer = IngressResult.of(IngressStatus.QUEUE_FULL, "32 events wait\u001b[2J");
        assertThat(said("tollgate:offer acme hook push x")).isEqualTo("queue full: 32 events wait\\u001b[2J");
    }

    @Test
    void deadEventsAreListedReplayedAndDiscarded() throws Exception {
        assertThat(said("tollgate:deadEvents acme").lines()).hasSize(2).anyMatch(line -> line.matches(
                "e-7 +2026-03-01T12:00:00Z +webhook:github +hook +push +3 +1 +dispatch timeout +took longer than 5s"));
        assertThat(said("tollgate:deadEvents other")).isEqualTo("no event of other ended badly");
        assertThat(said("tollgate:replayEvent acme e-7")).isEqualTo("accepted");
        assertThat(said("tollgate:discardEvent acme e-7")).isEqualTo("e-7 is discarded");
        assertThat(said("tollgate:replayEvent acme e-8")).isEqualTo("error: there is no dead event e-8 of acme; tollgate:deadEvents acme lists them");
        assertThat(said("tollgate:discardEvent acme e-8")).startsWith("error: there is no dead event e-8");
        assertThat(done).containsExactly("replay acme e-7 shell", "discard acme e-7 shell");
    }

    private CommandSession shell() {
        Services services = ScheduleCommandsTest.answering(Services.class, (method, arguments) -> switch (method) {
            case "list" -> views;
            case "totals" -> new ServiceTotals(1, 1, 0, 2, COUNTERS);
            case "get" -> Optional.of(views.get(0)).filter(view -> view.plugin().slug().equals(arguments[0]));
            case "status" -> status();
            case "diagnostics" -> diagnostics;
            case "dead" -> arguments[0].equals("acme") ? List.of(dead()) : List.of();
            case "start", "stop" -> known(arguments[0].equals("acme"), method, arguments);
            case "replay" -> arguments[1].equals("e-7") ? Optional.of(noted(method, arguments, offer())) : Optional.empty();
            case "discard" -> arguments[1].equals("e-7") && noted(method, arguments, true);
            default -> throw new UnsupportedOperationException(method);
        });
        Ingress ingress = event -> {
            done.add(String.join(" ", event.slug(), event.source(), event.ingress(), event.kind(), new String(event.payload(), StandardCharsets.UTF_8),
                    event.createdAt().toString(), Integer.toString(event.attempt())));
            return offer();
        };
        CommandProcessorImpl processor = new CommandProcessorImpl(null);
        ServiceCommands commands = new ServiceCommands(services);
        List.of("services", "service", "startService", "stopService", "diagnostics").forEach(name -> processor.addCommand("tollgate", commands, name));
        EventCommands events = new EventCommands(ingress, services, () -> NOW);
        List.of("offer", "deadEvents", "replayEvent", "discardEvent").forEach(name -> processor.addCommand("tollgate", events, name));
        return processor.createSession(new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new ByteArrayOutputStream());
    }

    private Offer offer() {
        return new Offer(answer, CompletableFuture.completedStage(answer));
    }

    private byte[] status() {
        if (guests == null) {
            throw new PluginException("acme has no status handler");
        }
        return guests;
    }

    private ServiceView known(boolean known, String method, Object[] arguments) {
        if (!known) {
            throw new PluginException("there is no such service");
        }
        return noted(method, arguments, views.get(0));
    }

    private <T> T noted(String method, Object[] arguments, T given) {
        done.add(method + " " + String.join(" ", Arrays.stream(arguments).map(String::valueOf).toList()));
        return given;
    }

    private static ServiceView view(ServiceState state, Optional<String> reason) {
        return new ServiceView(id(), state, NOW, reason, 0, Optional.empty(), true, 2, 32, COUNTERS, Optional.of(ERROR));
    }

    private static DeadEvent dead() {
        return new DeadEvent("e-7", IngressEvent.of("acme", "webhook:github", "hook", "push", new byte[3], NOW),
                IngressResult.of(IngressStatus.DISPATCH_TIMEOUT, "took longer than 5s"), NOW);
    }

    private static PluginId id() {
        return new PluginId("acme", "1.2.3", Digest.of(new byte[] {1}));
    }

    private String said(String command) throws Exception {
        return String.valueOf(session.execute(command));
    }
}
