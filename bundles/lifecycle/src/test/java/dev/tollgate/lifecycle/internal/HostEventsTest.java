package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.HostEvent.BreakerMove;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.limits.Limit;
import dev.tollgate.limits.Trip;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HostEventsTest {
    private final Server server = new Server();

    @Test
    void eachStepOfAPluginsLifeIsToldOnceWithWhoAskedForIt() {
        PluginId first = StatefulPlugin.granted(server, StatefulPlugin.first());
        server.plugins.activate(first.slug(), Optional.empty(), "ann");
        StatefulPlugin.granted(server, version("1.1.0"));
        server.plugins.activate(first.slug(), Optional.empty(), "ann");
        server.plugins.rollback(first.slug(), "ben");
        server.plugins.deactivate(first.slug(), "cem");
        server.plugins.remove(first.slug(), "dan");
        assertThat(told(HostEvent.Catalogued.class).map(told -> told.event().plugin().version() + " " + told.event().kind() + " " + told.event().by()))
                .containsExactly("1.0.0 INSTALLED test", "1.0.0 ACTIVATED ann", "1.1.0 INSTALLED test", "1.1.0 ACTIVATED ann",
                        "1.0.0 ROLLED_BACK ben", "1.0.0 DEACTIVATED cem", "1.0.0 REMOVED dan");
        List<PluginEvent> history = server.plugins.history(first.slug(), 100);
        assertThat(told(HostEvent.Catalogued.class).map(HostEvent.Catalogued::event)).as("what is on record")
                .containsExactlyInAnyOrderElementsOf(history);
    }

    @Test
    void whatIsRefusedIsNotTold() {
        PluginId id = server.install(version("1.0.0").build());
        server.events.clear();
        assertThatThrownBy(() -> server.plugins.rollback(id.slug(), "ann")).isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> server.plugins.retire(id, "ann")).isInstanceOf(PluginException.class);
        assertThatThrownBy(() -> server.plugins.grant(id, "http", "ann")).isInstanceOf(PluginException.class);
        assertThat(server.install(version("1.0.0").build())).isEqualTo(id);
        assertThat(server.events).isEmpty();
    }

    @Test
    void aDecisionIsToldWithWhatStoodBefore() {
        PluginId id = server.install(version("1.0.0").build());
        server.plugins.grant(id, "queue", "ann");
        server.plugins.deny(id, "queue", "ben");
        assertThat(told(HostEvent.Decided.class).map(told -> told.decision().capability() + " " + told.decision().before() + " "
                + told.decision().after() + " " + told.decision().decidedBy())).containsExactly(
                "queue Optional.empty Optional[{}] ann", "queue Optional[{}] Optional.empty ben");
        assertThat(told(HostEvent.Decided.class).map(HostEvent.Decided::decision)).as("what is on record")
                .containsExactlyInAnyOrderElementsOf(server.plugins.decisions(id.slug()));
    }

    @Test
    void tripsAreToldAndWhatTheBreakerMadeOfThem() {
        PluginId id = server.install(version("1.0.0").build());
        for (int i = 0; i < 6; i++) {
            server.breakers.tripped(trip(id));
        }
        server.breakers.reset(id.slug(), "ann");
        assertThat(told(HostEvent.Tripped.class)).hasSize(6).allSatisfy(told -> assertThat(told.trip().stack())
                .as("a guest chose the name").containsExactly("f\\u000a"));
        assertThat(told(HostEvent.BreakerMoved.class).map(told -> told.move() + " " + told.by())).containsExactly(
                BreakerMove.DEGRADED + " host", BreakerMove.RESET + " ann");
    }

    @Test
    void whoFailsToLookOnHindersNobody() {
        server.observers.add(event -> {
            throw new IllegalStateException("full");
        });
        server.install(version("1.0.0").build());
        assertThat(server.plugins.list()).hasSize(1);
    }

    private static TestPackage version(String version) {
        return StatefulPlugin.version(version, "up", "down", "gone");
    }

    private static Trip trip(PluginId id) {
        return new Trip(Limit.FUEL, 1, 2, id, "on_content", "r", List.of("f\n"), Instant.EPOCH);
    }

    private <T extends HostEvent> Stream<T> told(Class<T> kind) {
        return server.events.stream().filter(kind::isInstance).map(kind::cast);
    }
}
