package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginListener;
import dev.tollgate.lifecycle.spi.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who listens hears of each change and finds it made. */
class PluginNewsTest {
    private final Server server = new Server();
    private final List<String> heard = new ArrayList<>();
    private final PluginListener listener = slug -> heard.add(slug + " " + server.plugins.get(slug)
            .map(plugin -> plugin.state() + " " + server.plugins.active(slug).map(active -> active.id().version()).orElse("-")).orElse("gone"));

    @Test
    void eachChangeIsToldAfterItIsMade() {
        server.news.add(listener, server.plugins);
        server.tellListeners();
        server.install(TestPackage.of("probe", "1.0.0", "basic").build());
        activate();
        server.install(TestPackage.of("probe", "1.1.0", "basic").build());
        activate();
        server.plugins.deactivate("probe", "test");
        server.tellListeners();
        activate();
        server.plugins.remove("probe", "test");
        server.tellListeners();
        assertThat(heard).containsExactly("probe ACTIVE 1.0.0", "probe ACTIVE 1.1.0", "probe INACTIVE -", "probe ACTIVE 1.1.0", "probe gone");
    }

    @Test
    void aListenerThatComesIsToldOfEveryPluginAndOneThatLeftOfNone() {
        server.install(TestPackage.of("probe", "1.0.0", "basic").build());
        activate();
        server.install(TestPackage.of("idle", "1.0.0", "basic").build());
        server.tellListeners();
        server.news.add(listener, server.plugins);
        server.tellListeners();
        assertThat(heard).containsExactly("idle INSTALLED -", "probe ACTIVE 1.0.0");
        server.news.remove(listener);
        server.plugins.deactivate("probe", "test");
        server.tellListeners();
        assertThat(heard).hasSize(2);
    }

    /** Such as one whose configuration was changed meanwhile: its services would be dead until the next change. */
    @Test
    void aListenerThatComesWhileTheCatalogueIsAwayIsToldOfWhatRuns() {
        CrashPoint crash = new CrashPoint();
        Server away = new Server(new MemoryStore(), new HandQueue(), new HandWork(), crash);
        away.install(TestPackage.of("probe", "1.0.0", "basic").build());
        away.plugins.activate("probe", Optional.empty(), "test");
        away.tellListeners();
        crash.meanwhile("before CatalogueStore.list", () -> {
            throw new StoreException("the store is away", null);
        });
        List<String> told = new ArrayList<>();
        away.news.add(told::add, away.plugins);
        away.tellListeners();
        assertThat(told).containsExactly("probe");
    }

    @Test
    void aHostThatStopsTellsNothing() {
        server.news.add(listener, server.plugins);
        server.install(TestPackage.of("probe", "1.0.0", "basic").build());
        activate();
        server.tellListeners();
        heard.clear();
        server.plugins.close();
        server.tellListeners();
        assertThat(heard).isEmpty();
    }

    @Test
    void aListenerThatFailsKeepsTheNewsFromNobody() {
        server.news.add(slug -> {
            throw new IllegalStateException("it fails on purpose");
        }, server.plugins);
        server.news.add(listener, server.plugins);
        server.install(TestPackage.of("probe", "1.0.0", "basic").build());
        activate();
        server.tellListeners();
        assertThat(heard).contains("probe ACTIVE 1.0.0");
    }

    private void activate() {
        server.plugins.activate("probe", Optional.empty(), "test");
        server.tellListeners();
    }
}
