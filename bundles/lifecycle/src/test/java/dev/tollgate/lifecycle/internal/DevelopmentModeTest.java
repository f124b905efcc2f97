package dev.tollgate.lifecycle.internal;

import static dev.tollgate.lifecycle.internal.StatefulPlugin.SLUG;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.activate;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.first;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.granted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.VersionView.Place;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevelopmentModeTest {
    private final Server server = new Server(new CatalogueRules(true, 2, 1_000));

    @Test
    void otherContentOfTheActiveVersionTakesOverWhenItIsInstalled() {
        PluginId before = granted(server, first());
        activate(server, "1.0.0");

        PluginId next = server.install(content(1));

        assertThat(next).isNotEqualTo(before).extracting(PluginId::version).isEqualTo("1.0.0");
        assertThat(server.plugins.active(SLUG).orElseThrow().id()).isEqualTo(next);
        assertThat(server.plugins.active(SLUG).orElseThrow().holds("queue")).as("what was granted is carried over").isTrue();
        assertThat(server.plugins.versions(SLUG)).extracting(VersionView::id).containsExactly(next, before);
        assertThat(server.plugins.history(SLUG, 2)).extracting(event -> event.kind() + " " + event.plugin().digest())
                .containsExactly("ACTIVATED " + next.digest(), "INSTALLED " + next.digest());
    }

    @Test
    void aVersionIsItsNewestContentAndARollbackGoesToTheOneBefore() {
        PluginId before = granted(server, first());
        activate(server, "1.0.0");
        server.plugins.deactivate(SLUG, "test");
        PluginId next = server.install(content(1));
        assertThat(server.plugins.active(SLUG)).as("what is off stays off").isEmpty();

        assertThat(activate(server, "1.0.0").current()).isEqualTo(next);
        assertThat(server.plugins.rollback(SLUG, "test").current()).isEqualTo(before);
        server.plugins.deny(before, "queue", "test");
        assertThat(server.plugins.active(SLUG).orElseThrow().holds("queue")).as("one may decide about each content").isFalse();
        assertThat(activate(server, "1.0.0").current()).isEqualTo(next);
    }

    @Test
    void contentThatIsThereAlreadyTakesOverAgain() {
        PluginId before = granted(server, first());
        activate(server, "1.0.0");
        server.install(content(1));

        assertThat(server.install(first().build())).isEqualTo(before);

        assertThat(server.plugins.active(SLUG).orElseThrow().id()).isEqualTo(before);
        assertThat(server.plugins.versions(SLUG)).hasSize(2);
    }

    @Test
    void contentThatCannotTakeOverIsInstalledAndLeavesWhatWasActive() {
        PluginId before = granted(server, first());
        activate(server, "1.0.0");
        TestPackage bad = StatefulPlugin.version("1.0.0", "up_reject", "down", "gone");

        assertThatThrownBy(() -> server.install(bad.build())).isInstanceOf(PluginException.class)
                .hasMessageContaining("is installed, and what was active stays").hasMessageContaining("up_reject");

        assertThat(server.plugins.active(SLUG).orElseThrow().id()).isEqualTo(before);
        assertThat(server.plugins.versions(SLUG)).extracting(VersionView::place).containsExactly(Place.KEPT, Place.CURRENT);
    }

    @Test
    void manyContentsOfAVersionAreAsManyAsAreKept() {
        granted(server, first());
        activate(server, "1.0.0");
        for (int i = 1; i <= 6; i++) {
            server.install(content(i));
        }

        assertThat(server.plugins.versions(SLUG)).hasSize(4);
        assertThat(server.plugins.history(SLUG, 100)).filteredOn(event -> event.kind() == Kind.RETIRED).hasSize(3);
        assertThat(server.plugins.get(SLUG).orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
    }

    @Test
    void aVersionThatWasNeverActiveIsNotActivatedByItsNextContent() {
        granted(server, first());
        PluginId next = server.install(content(1));

        assertThat(server.plugins.active(SLUG)).isEmpty();
        server.plugins.grant(next, "queue", "test");
        assertThat(server.plugins.activate(SLUG, Optional.empty(), "test").current()).isEqualTo(next);
    }

    private static byte[] content(int number) {
        return first().file("note", new byte[] {(byte) number}).build();
    }
}
