package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.PluginView;
import dev.tollgate.lifecycle.internal.gate.Kv;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoreException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What was active is active again after a start, as soon as it can be; a store that is away is no plugin's fault. */
class RestorationTest {
    private final Server before = new Server();
    private final HandTimer restoring = new HandTimer();

    @Test
    void aStoreThatDoesNotAnswerFailsNoPluginAndIsAskedAgain() {
        PluginId one = active("one");
        active("two");
        Away away = new Away(before.store);
        away.calls = List.of("content");
        Server server = new Server(before.store, away.watched(), restoring);

        assertThat(server.plugins.active()).isEmpty();
        assertThat(before.store.find("one").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
        away.calls = List.of();
        PluginView view = server.plugins.get("one").orElseThrow();
        assertThat(view.state()).isEqualTo(PluginState.ACTIVE);
        assertThat(view.reason().orElseThrow()).contains("not loaded on this node").contains("the store is away");

        restoring.turn(Duration.ofSeconds(1));
        assertThat(server.plugins.active()).extracting(ActivePlugin::id).contains(one).hasSize(2);
        assertThat(server.plugins.get("one").orElseThrow().reason()).isEmpty();
    }

    @Test
    void aCatalogueThatDoesNotAnswerAtAllIsAskedAgainMoreAndMoreSeldom() {
        active("one");
        Away away = new Away(before.store);
        away.calls = List.of("list");
        Server server = new Server(before.store, away.watched(), restoring);
        restoring.turn(Duration.ofSeconds(1));
        restoring.turn(Duration.ofSeconds(1));
        away.calls = List.of();
        assertThat(server.plugins.active()).isEmpty();
        restoring.turn(Duration.ofSeconds(1));
        assertThat(server.plugins.active()).hasSize(1);
    }

    @Test
    void aProviderThatCannotMakeDataReadyNowFailsNoPluginAndIsAskedAgain() {
        Kv kv = new Kv();
        before.gates.add(kv);
        PluginId id = before.install(TestPackage.of("one", "1.0.0", "basic").asks("kv: { keys: [a], mostBytes: 100 }").build());
        before.plugins.grant(id, "kv", "test");
        before.plugins.activate("one", Optional.empty(), "test");
        kv.unfit = true;
        Server server = new Server(before.store, before.store, restoring, kv);
        assertThat(server.plugins.active()).isEmpty();
        assertThat(server.plugins.get("one").orElseThrow().reason().orElseThrow()).contains("its data is of another kind");
        assertThat(before.store.find("one").orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
        kv.unfit = false;
        restoring.turn(Duration.ofSeconds(1));
        assertThat(server.plugins.active()).hasSize(1);
    }

    @Test
    void oneThatCannotEvenBeLinkedKeepsNoOtherFromBeingLoaded() {
        active("one");
        active("two");
        boolean[] whole = {false};
        Server server = new Server(before.store, Away.watched(before.store, (method, arguments) -> {
            if (!whole[0] && method.equals("content") && ((PluginId) arguments[0]).slug().equals("one")) {
                throw new NoClassDefFoundError("a class of the engine");
            }
        }), restoring);
        assertThat(server.plugins.active()).extracting(plugin -> plugin.id().slug()).containsExactly("two");
        whole[0] = true;
        restoring.turn(Duration.ofSeconds(1));
        assertThat(server.plugins.active()).hasSize(2);
    }

    /** It is begun again with each change of what is trusted. */
    @Test
    void howOftenItIsBegunIsNotHowOftenAPluginIsTriedAgain() {
        active("one");
        Away away = new Away(before.store);
        away.calls = List.of("content");
        Server server = new Server(before.store, away.watched(), restoring);
        server.plugins.restore();
        server.plugins.restore();
        assertThat(restoring.waiting()).isEqualTo(1);
        away.calls = List.of("list");
        server.plugins.restore();
        server.plugins.restore();
        assertThat(restoring.waiting()).as("and once for the catalogue").isEqualTo(2);
        away.calls = List.of();
        restoring.turn(Duration.ofSeconds(1));
        assertThat(server.plugins.active()).hasSize(1);
        assertThat(restoring.waiting()).isZero();
    }

    /** The start of a server with many plugins on a remote store takes as long as that of one with none. */
    @Test
    void whoeverIsThereIsServedWhileOthersAreStillLoaded() throws Exception {
        active("one");
        active("two");
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CatalogueStore slow = Away.watched(before.store, (method, arguments) -> {
            if (method.equals("content") && ((PluginId) arguments[0]).slug().equals("two")) {
                reached.countDown();
                await(go);
            }
        });
        TimerThread timer = new TimerThread("restore");
        Server server = new Server(before.store, slow, timer);
        reached.await();
        assertThat(server.plugins.active()).extracting(plugin -> plugin.id().slug()).containsExactly("one");
        assertThat(server.hooks.filter("text", new byte[] {7}).reports()).hasSize(1);
        go.countDown();
        while (server.plugins.active().size() < 2) {
            Thread.onSpinWait();
        }
        timer.close();
    }

    private PluginId active(String slug) {
        PluginId id = before.install(TestPackage.of(slug, "1.0.0", "basic").filter("text", "echo").build());
        before.plugins.activate(slug, Optional.empty(), "test");
        return id;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** A catalogue that some calls of fail. */
    private static final class Away {
        private final CatalogueStore store;
        private List<String> calls = List.of();

        private interface Before {
            void call(String method, Object[] arguments);
        }

        Away(CatalogueStore store) {
            this.store = store;
        }

        CatalogueStore watched() {
            return watched(store, (method, arguments) -> {
                if (calls.contains(method)) {
                    throw new StoreException("the store is away", null);
                }
            });
        }

        static CatalogueStore watched(CatalogueStore store, Before before) {
            return (CatalogueStore) Proxy.newProxyInstance(CatalogueStore.class.getClassLoader(), new Class<?>[] {CatalogueStore.class},
                    (proxy, method, arguments) -> {
                        before.call(method.getName(), arguments);
                        try {
                            return method.invoke(store, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }
    }
}
