package dev.tollgate.lifecycle.internal;

import static dev.tollgate.lifecycle.internal.StatefulPlugin.SLUG;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.activate;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.granted;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.serving;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.VersionView.Place;
import dev.tollgate.lifecycle.internal.LifecycleTask.Move;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RollbackTest {
    private final Server server = new Server();
    private final PluginId first = granted(server, version("1.0.0", "up", "down", "gone"));
    private final PluginId second = granted(server, version("1.1.0", "up", "down", "gone"));

    @Test
    void aRollbackGoesToTheVersionBeforeAndAnotherOneForwardAgain() {
        activate(server, "1.0.0");
        activate(server, "1.1.0");
        assertThat(server.plugins.versions(SLUG)).extracting(VersionView::place).containsExactly(Place.CURRENT, Place.PREVIOUS);

        assertThat(server.plugins.rollback(SLUG, "bob").current()).isEqualTo(first);
        assertThat(serving(server)).isEqualTo("1.0.0");
        assertThat(server.plugins.rollback(SLUG, "bob").current()).isEqualTo(second);

        assertThat(server.plugins.history(SLUG, 9)).extracting(PluginEvent::kind).containsExactly(Kind.ROLLED_BACK, Kind.ROLLED_BACK,
                Kind.ACTIVATED, Kind.ACTIVATED, Kind.INSTALLED, Kind.INSTALLED);
        assertThat(server.plugins.history(SLUG, 1)).containsExactly(new PluginEvent(second, Kind.ROLLED_BACK, "bob", "it was 1.0.0, ACTIVE",
                server.store.find(SLUG).orElseThrow().changedAt()));
        assertThat(server.queue.versions).as("each is told that it is active").containsExactly("1.0.0 up", "1.1.0 up", "1.0.0 up", "1.1.0 up");
    }

    @Test
    void whereNoOtherVersionWasActiveThereIsNothingToRollBackTo() {
        activate(server, "1.1.0");
        server.plugins.deactivate(SLUG, "test");
        activate(server, "1.1.0");

        assertThatThrownBy(() -> server.plugins.rollback(SLUG, "test")).isInstanceOf(PluginException.class)
                .hasMessageContaining("nothing to roll probe back to").hasMessageContaining("activate --downgrade probe VERSION");
    }

    @Test
    void a54WhatWasRevokedFromTheVersionBeforeStaysRevokedAfterARollback() {
        activate(server, "1.0.0");
        activate(server, "1.1.0");
        server.plugins.deny(first, "queue", "test");

        server.plugins.rollback(SLUG, "test");

        assertThat(server.plugins.active(SLUG).orElseThrow().holds("queue")).isFalse();
        server.plugins.rollback(SLUG, "test");
        assertThat(server.plugins.active(SLUG).orElseThrow().holds("queue")).isTrue();
    }

    @Test
    void a58AVersionThatIsToBeRolledBackToAndFailsLeavesTheCurrentOneAndBothMayBeTriedAgain() {
        PluginId bad = granted(server, version("0.9.0", "up_reject", "down", "gone"));
        activate(server, "1.0.0");
        activate(server, "1.1.0");
        server.store.compareAndSet(server.store.find(SLUG).orElseThrow(), new StoredPlugin(second, Optional.of(bad),
                PluginState.ACTIVE, Optional.empty(), server.clock.instant()), Optional.empty());

        assertThatThrownBy(() -> server.plugins.rollback(SLUG, "test")).hasMessageContaining("up_reject");

        assertThat(serving(server)).isEqualTo("1.1.0");
        assertThat(server.plugins.versions(SLUG)).filteredOn(view -> view.place() == Place.PREVIOUS).extracting(VersionView::id).containsExactly(bad);
    }

    @Test
    void a17AnOlderVersionIsActivatedOnlyByWhoSaysThatItIsMeant() {
        activate(server, "1.1.0");

        assertThatThrownBy(() -> activate(server, "1.0.0")).isInstanceOf(PluginException.class)
                .hasMessageContaining("probe 1.0.0").hasMessageContaining("is older than 1.1.0")
                .hasMessageContaining("activate --downgrade probe 1.0.0").hasMessageNotContaining("rollback");
        assertThat(serving(server)).isEqualTo("1.1.0");
        assertThat(server.jobs.all()).as("nothing was begun").hasSize(1);

        assertThat(server.plugins.downgrade(SLUG, "1.0.0", "test").current()).isEqualTo(first);
        assertThat(server.plugins.history(SLUG, 1)).extracting(PluginEvent::kind).containsExactly(Kind.DOWNGRADED);
    }

    @Test
    void aNewerVersionIsActivatedAlsoByWhoWouldHaveGoneBack() {
        assertThat(server.plugins.downgrade(SLUG, "1.1.0", "test").current()).isNotEqualTo(first);
        assertThat(server.plugins.history(SLUG, 1)).extracting(PluginEvent::kind).containsExactly(Kind.ACTIVATED);
    }

    @Test
    void anOlderVersionThatWasInstalledLastIsNotActivatedForThat() {
        activate(server, "1.1.0");
        granted(server, version("1.0.1-rc.1", "up", "down", "gone"));

        assertThatThrownBy(() -> server.plugins.activate(SLUG, Optional.empty(), "test")).hasMessageContaining("1.0.1-rc.1")
                .hasMessageContaining("is older than 1.1.0");

        server.plugins.deactivate(SLUG, "test");
        assertThatThrownBy(() -> server.plugins.activate(SLUG, Optional.empty(), "test")).as("also when nothing runs")
                .hasMessageContaining("is older than 1.1.0");
        assertThat(activate(server, "1.1.0").current()).isEqualTo(second);
    }

    @Test
    void whoeverIsRefusedTheVersionBeforeIsToldOfTheRollback() {
        activate(server, "1.0.0");
        activate(server, "1.1.0");

        assertThatThrownBy(() -> activate(server, "1.0.0")).hasMessageContaining("or rollback probe");
    }

    @Test
    void ofAPluginThatNeverRanAnyVersionMayBeTheFirst() {
        assertThat(activate(server, "1.0.0").current()).isEqualTo(first);
        Server other = new Server();
        granted(other, version("2.0.0", "up", "down", "gone"));
        granted(other, version("1.0.0", "up", "down", "gone"));

        assertThat(other.plugins.activate(SLUG, Optional.empty(), "test").current().version()).isEqualTo("1.0.0");
    }

    @Test
    void precedenceIsThatOfSemanticVersioning() {
        assertThat(Precedence.older("1.9.0", "1.10.0")).isTrue();
        assertThat(Precedence.older("1.10.0", "1.9.0")).isFalse();
        assertThat(Precedence.older("1.0.0-rc.9", "1.0.0-rc.10")).isTrue();
        assertThat(Precedence.older("1.0.0-rc.1", "1.0.0")).isTrue();
        assertThat(Precedence.older("1.0.0+a", "1.0.0+b")).as("what was built is of no rank").isFalse();
        assertThat(Precedence.older("1.0.0", "1.0.0")).isFalse();
        assertThat(Precedence.older("99999999999999999999.0.0", "1.0.0")).as("what has no place in the order needs to be meant").isTrue();
        assertThat(Precedence.older("1.0.0-01", "1.0.0-01")).isFalse();
    }

    @Test
    void aTaskSaysInItsJobWhereItGoesAndOneFromBeforeThatGoesForward() {
        activate(server, "1.0.0");
        for (Move move : Move.values()) {
            LifecycleTask task = LifecycleTask.activate(second, move, server.store.find(SLUG).orElseThrow(), "test");
            assertThat(LifecycleTask.decode(task.type().job(), task.encode())).isEqualTo(task);
        }
        byte[] forward = LifecycleTask.activate(second, Move.FORWARD, server.store.find(SLUG).orElseThrow(), "test").encode();
        assertThat(new String(forward, StandardCharsets.UTF_8)).doesNotContain("move");
    }
}
