package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.ingress.Diagnostic;
import dev.tollgate.lifecycle.ingress.HostRequests;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import dev.tollgate.lifecycle.internal.HandClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request is one that an operator allowed, and is made in its order. */
class RequestCommandTest {
    private final List<String> done = new ArrayList<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final DiagnosticRings log = new DiagnosticRings(100, 100, new HandClock());
    private final RequestCommand requests = new RequestCommand(RequestRules.of(Outputs.settings("reindex=alpha, reindex=beta,notify=beta", 3)), log,
            waiting::add, () -> 0);
    private final OutputCommands output = new OutputCommands(log, requests, () -> 0);
    private final HostRequests application = (plugin, name, payload) -> done.add(plugin.slug() + " " + name + " " + payload);
    private final Map<String, Object> properties = Outputs.service(1, 0, HostRequests.NAMES, new String[] {"reindex", "notify"});

    @Test
    void aRequestThatIsAllowedIsMadeOnAnotherThread() throws Exception {
        requests.add(application, properties);
        carryOut("alpha", request("reindex", "{'all': true}"), "{'command': 'host request', 'name': 'reindex'}");
        assertThat(done).isEmpty();
        run();
        assertThat(done).containsExactly("alpha reindex {\"all\":true}", "alpha reindex null");
    }

    @Test
    void nobodyMayAskForAnythingUntilAnOperatorSaysSo() {
        requests.add(application, properties);
        assertThatThrownBy(() -> carryOut("alpha", request("notify", "1"))).isInstanceOf(OutputRefusedException.class)
                .hasMessage("/commands/0/name: alpha may not ask for 'notify'; an operator allows it with 'requests = <name>=alpha' in the configuration "
                        + "dev.tollgate.output");
        requests.configure(Outputs.settings("", 3));
        assertThatThrownBy(() -> carryOut("alpha", request("reindex", "1"))).isInstanceOf(OutputRefusedException.class);
        run();
        assertThat(done).isEmpty();
    }

    @Test
    void whatNobodyServesIsRefused() {
        assertThatThrownBy(() -> carryOut("alpha", request("reindex", "1"))).hasMessage("/commands/0/name: nobody serves 'reindex' now");
    }

    @Test
    void asManyAsMayWaitAreTakenAndOneMoreRefusesItsWholeEvent() throws Exception {
        requests.add(application, properties);
        String request = request("reindex", "1");
        carryOut("alpha", request, request);
        assertThatThrownBy(() -> carryOut("alpha", request, request)).hasMessage("/commands/1: 3 requests of alpha wait already (requests.waiting in the "
                + "configuration dev.tollgate.output)");
        carryOut("alpha", request);
        carryOut("beta", request, request, request);
        run();
        assertThat(done).hasSize(6);
        carryOut("alpha", request, request, request);
    }

    @Test
    void aPayloadOfMoreThanSixtyFourKibibytesIsRefused() throws Exception {
        requests.add(application, properties);
        carryOut("alpha", request("reindex", "'" + "x".repeat(RequestCommand.MOST_BYTES - 2) + "'"));
        assertThatThrownBy(() -> carryOut("alpha", request("reindex", "'" + "é".repeat(RequestCommand.MOST_BYTES / 2) + "'")))
                .hasMessage("/commands/0/payload: is 65538 bytes of JSON; at most 65536 are taken");
    }

    @Test
    void whatIsNoLongerAllowedOrServedWhenItsTurnComesIsDroppedAndNoted() throws Exception {
        requests.add(application, properties);
        carryOut("alpha", request("reindex", "1"));
        requests.configure(Outputs.settings("reindex=beta", 3));
        carryOut("beta", request("reindex", "1"));
        requests.remove(application, properties);
        run();
        assertThat(done).isEmpty();
        assertThat(log.all()).extracting(Diagnostic::text).containsExactly("the request 'reindex' was dropped: nobody serves it any more",
                "the request 'reindex' was dropped: it is no longer allowed");
    }

    @Test
    void anApplicationThatFailsKeepsTheNextFromNothing() throws Exception {
        requests.add((plugin, name, payload) -> {
            if (payload.asInt() == 1) {
                throw new IllegalStateException("com.example.Secret");
            }
            done.add(name + " " + payload);
        }, properties);
        carryOut("alpha", request("reindex", "1"), request("reindex", "2"));
        run();
        assertThat(done).containsExactly("reindex 2");
        assertThat(log.of("alpha")).extracting(Diagnostic::text).containsExactly("the request 'reindex' failed in the application; its log says why");
    }

    @Test
    void anErrorOfTheJvmEndsNoQueue() throws Exception {
        requests.add(new HostRequests() {
            @Override
            public void request(PluginId plugin, String name, JsonNode payload) {
                if (payload.asInt() == 1) {
                    throw new StackOverflowError();
                }
                done.add(name + " " + payload);
            }
        }, properties);
        carryOut("alpha", request("reindex", "1"), request("reindex", "2"));
        assertThatThrownBy(this::run).isInstanceOf(StackOverflowError.class);
        run();
        assertThat(done).containsExactly("reindex 2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"reindex | requests is reindex", "reindex=Alpha | requests is reindex=Alpha", "=alpha | requests is =alpha",
        "a=alpha=beta | requests is", "a=alpha,,b=beta | requests is", "Re index=alpha | requests is"})
    void aDecisionThatIsNoneIsRefusedWithItsKey(String text, String reason) {
        assertThatThrownBy(() -> RequestRules.of(Outputs.settings(text, 3))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("configuration dev.tollgate.output: " + reason);
        assertThatThrownBy(() -> RequestRules.of(Outputs.settings("", 0))).hasMessageContaining("requests.waiting is 0");
    }

    private static String request(String name, String payload) {
        return "{'command': 'host request', 'name': '" + name + "', 'payload': " + payload + "}";
    }

    private void carryOut(String slug, String... commands) throws OutputRefusedException {
        output.carryOut(Outputs.plugin(Outputs.id(slug)), Outputs.commands(commands));
    }

    private void run() {
        for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
            task.run();
        }
    }
}
