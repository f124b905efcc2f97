package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.audit.AuditException;
import dev.tollgate.abi.audit.Decision;
import dev.tollgate.engine.Outcome.Failure;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.Plugins;
import dev.tollgate.lifecycle.ingress.DeadEvent;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is decided about dead events that are in no store is on record before it takes effect, or does not. */
class DeadEventDecisionsTest {
    private final HandHost host = new HandHost();
    private final ActivePlugin plugin = FakePlugin.of("fake");
    private final ServiceHost services = ServiceHost.of((Plugins) Proxy.newProxyInstance(Plugins.class.getClassLoader(), new Class<?>[] {Plugins.class},
            (proxy, method, arguments) -> Optional.of(plugin)), host.tools);
    private final List<Decision> recorded = new ArrayList<>();
    private boolean away;
    private final ServiceControl control = ServiceControl.of(services, decision -> {
        if (away) {
            throw new AuditException("the audit is away", null);
        }
        recorded.add(decision);
    });

    DeadEventDecisionsTest() {
        services.changed("fake");
        host.work();
        host.on("on_in", HandHost.failed(Failure.REJECTED));
        new EventIntake(services).offer(host.event("in", "a"));
        host.work();
    }

    @Test
    void aReplayIsOnRecordWithWho() {
        String id = dead().get(0).id();
        assertThat(control.replay("fake", id, "ann")).isPresent();
        assertThat(recorded).extracting(DeadEventDecisionsTest::told).containsExactly("event.replay ann fake " + id);
    }

    @Test
    void aDiscardIsOnRecordWithWhoAndOnlyWhereThereWasOne() {
        String id = dead().get(0).id();
        assertThat(control.discard("fake", "another", "ann")).isFalse();
        assertThat(control.discard("fake", id, "ann")).isTrue();
        assertThat(control.discard("fake", id, "ann")).isFalse();
        assertThat(recorded).extracting(DeadEventDecisionsTest::told).containsExactly("event.discard ann fake " + id);
    }

    @Test
    void whatCannotBeRecordedLeavesTheEventWhereItIs() {
        List<DeadEvent> before = dead();
        int called = host.calls.size();
        away = true;
        assertThatThrownBy(() -> control.replay("fake", before.get(0).id(), "ann")).isInstanceOf(AuditException.class);
        assertThatThrownBy(() -> control.discard("fake", before.get(0).id(), "ann")).isInstanceOf(AuditException.class);
        host.work();
        assertThat(dead()).isEqualTo(before);
        assertThat(host.calls).hasSize(called);
    }

    private List<DeadEvent> dead() {
        return control.dead("fake");
    }

    private static String told(Decision decision) {
        return decision.verb() + " " + decision.by() + " " + decision.slug().orElseThrow() + " " + decision.object();
    }
}
