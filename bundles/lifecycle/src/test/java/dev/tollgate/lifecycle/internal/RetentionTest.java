package dev.tollgate.lifecycle.internal;

import static dev.tollgate.lifecycle.internal.StatefulPlugin.SLUG;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.activate;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.granted;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private final Server server = new Server(new CatalogueRules(false, 2, 4));

    @Test
    void afterAnActivationTheOldestVersionsGoWithWhatWasGrantedToThem() {
        List<PluginId> all = installed(6);
        activate(server, "1.0.0");
        assertThat(versions()).as("the two that were installed last, and the current one").containsExactly("1.5.0", "1.4.0", "1.0.0");

        activate(server, "1.4.0");
        activate(server, "1.5.0");

        assertThat(versions()).as("the one before the current one stays too").containsExactly("1.5.0", "1.4.0", "1.0.0");
        assertThat(server.store.all()).extracting(Grant::plugin).containsExactlyInAnyOrder(all.get(0), all.get(4), all.get(5));
        assertThat(server.store.content(all.get(1))).isEmpty();
    }

    @Test
    void thatAVersionWentIsOnRecordWithTheReason() {
        installed(4);
        activate(server, "1.3.0");

        assertThat(server.plugins.history(SLUG, 1)).singleElement().satisfies(event -> {
            assertThat(event.kind()).isEqualTo(Kind.RETIRED);
            assertThat(event.plugin().version()).isEqualTo("1.0.0");
            assertThat(event.by()).isEqualTo(BreakerEvent.HOST);
            assertThat(event.detail()).contains("2 versions are kept").contains("versions.kept");
        });
    }

    @Test
    void aVersionThatBecomesTheCurrentOneWhileItIsTakenOutKeepsWhatItWasGranted() {
        CrashPoint point = new CrashPoint();
        Server retiring = new Server(new MemoryStore(), new HandQueue(), new HandWork(), point);
        granted(retiring, StatefulPlugin.first());
        activate(retiring, "1.0.0");
        PluginId next = granted(retiring, version("1.1.0", "up", "down", "gone"));
        Server activating = new Server(retiring.store, retiring.jobs, retiring.work, new CrashPoint());
        point.meanwhile("after GrantStore.revoke", () -> activate(activating, "1.1.0"));

        assertThatThrownBy(() -> retiring.plugins.retire(next, "ada")).isInstanceOf(PluginException.class).hasMessageContaining("is current");

        assertThat(retiring.store.find(SLUG).orElseThrow().current()).isEqualTo(next);
        assertThat(retiring.store.all()).extracting(Grant::plugin).contains(next);
    }

    @Test
    void ofItsHistoryTheNewestEventsAreKept() {
        installed(6);
        assertThat(server.plugins.history(SLUG, 9)).extracting(event -> event.plugin().version()).containsExactly("1.5.0", "1.4.0", "1.3.0", "1.2.0");

        activate(server, "1.5.0");

        assertThat(server.plugins.history(SLUG, 9)).hasSize(4).extracting(PluginEvent::kind).containsOnly(Kind.ACTIVATED, Kind.RETIRED);
    }

    @Test
    void whoRetiresAVersionNamesOneThatIsNeitherCurrentNorPrevious() {
        List<PluginId> all = installed(3);
        activate(server, "1.0.0");
        activate(server, "1.1.0");

        for (PluginId needed : all.subList(0, 2)) {
            assertThatThrownBy(() -> server.plugins.retire(needed, "bob")).isInstanceOf(PluginException.class)
                    .hasMessageContaining("cannot be taken out of the catalogue").hasMessageContaining("versions probe");
            assertThat(server.plugins.get(SLUG).orElseThrow().capabilities().get(0).decision()).as("what was granted stays")
                    .isEqualTo(Decision.GRANTED);
        }
        server.plugins.retire(all.get(2), "bob");

        assertThat(versions()).containsExactly("1.1.0", "1.0.0");
        assertThat(server.store.all()).extracting(Grant::plugin).containsExactlyInAnyOrder(all.get(0), all.get(1));
        assertThat(server.plugins.history(SLUG, 1)).extracting(PluginEvent::by).containsExactly("bob");
        assertThatThrownBy(() -> server.plugins.retire(all.get(2), "bob")).isInstanceOf(PluginException.class);
    }

    private List<PluginId> installed(int count) {
        return IntStream.range(0, count).mapToObj(minor -> granted(server, version("1." + minor + ".0", "up", "down", "gone"))).toList();
    }

    private List<String> versions() {
        return server.plugins.versions(SLUG).stream().map(version -> version.id().version()).toList();
    }
}
