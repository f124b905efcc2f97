package dev.tollgate.store.postgres.internal;

import static dev.tollgate.store.postgres.internal.ThreeNodes.SLUG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginEvent.Kind;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.VersionView;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done to a plugin on one node, and what the others run. */
@Timeout(300)
class PluginsOnThreeNodesTest {
    private static final String END_LISTENERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE application_name = 'tollgate tollgate_plugins'";
    private static final int ROUNDS = 12;

    private final long seed = Long.getLong("seed", new Random().nextLong());
    private final Random random = new Random(seed);

    @Test
    void allRunWhatWasActivatedOrRolledBackOnAnyAndNothingThatWasSwitchedOffOrRemoved() throws SQLException {
        PostgresSettings settings = TestServer.empty();
        try (ThreeNodes nodes = new ThreeNodes(settings, settings, false)) {
            nodes.install(0, "1.0.0", "");
            nodes.install(1, "1.1.0", "");
            nodes.node(0).plugins.activate(SLUG, Optional.of("1.0.0"), "ada");
            nodes.await("1.0.0");
            nodes.node(1).plugins.activate(SLUG, Optional.of("1.1.0"), "ada");
            nodes.await("1.1.0");
            nodes.node(2).plugins.rollback(SLUG, "ada");
            nodes.await("1.0.0");
            nodes.node(0).plugins.deactivate(SLUG, "ada");
            nodes.await("none");
            nodes.node(1).plugins.activate(SLUG, Optional.of("1.1.0"), "ada");
            nodes.await("1.1.0");
            nodes.node(2).plugins.remove(SLUG, "ada");
            nodes.await("none");
            assertThat(nodes.node(0).plugins.history(SLUG, 9)).extracting(PluginEvent::kind).containsExactly(Kind.REMOVED, Kind.ACTIVATED,
                    Kind.DEACTIVATED, Kind.ROLLED_BACK, Kind.ACTIVATED, Kind.ACTIVATED, Kind.INSTALLED, Kind.INSTALLED);
        }
    }

    @Test
    void whatNobodyIsNotifiedOfIsFoundByLookingAndAListenerThatIsLostComesBack() throws SQLException {
        PostgresSettings settings = TestServer.empty();
        try (ThreeNodes nodes = new ThreeNodes(settings, settings, false)) {
            nodes.install(0, "1.0.0", "");
            nodes.node(0).plugins.activate(SLUG, Optional.empty(), "ada");
            nodes.await("1.0.0");

            TestServer.run("BEGIN; UPDATE tollgate.plugin SET state = 'INACTIVE', changed_at = changed_at + 1;"
                    + " UPDATE tollgate.plugin_change SET number = number + 1; COMMIT");
            nodes.await("none");

            TestServer.run(END_LISTENERS);
            nodes.node(1).plugins.activate(SLUG, Optional.empty(), "ada");
            TestServer.run(END_LISTENERS);
            nodes.await("1.0.0");
            nodes.node(2).plugins.deactivate(SLUG, "ada");
            nodes.await("none");
        }
    }

    @Test
    void aNodeThatIsCutOffKeepsItsPluginsAndFollowsWhenItIsBack() throws Exception {
        PostgresSettings settings = TestServer.empty();
        try (Cable cable = new Cable(TestServer.port());
                ThreeNodes nodes = new ThreeNodes(settings, new PostgresSettings("jdbc:postgresql://127.0.0.1:" + cable.port() + "/postgres",
                        settings.user(), settings.password(), 2), false)) {
            nodes.install(0, "1.0.0", "");
            nodes.install(0, "1.1.0", "");
            nodes.node(0).plugins.activate(SLUG, Optional.of("1.0.0"), "ada");
            nodes.await("1.0.0");
            cable.cut();

            nodes.node(0).plugins.activate(SLUG, Optional.of("1.1.0"), "ada");
            nodes.node(1).await(SLUG, "1.1.0");
            assertThat(nodes.node(2).runs(SLUG)).isEqualTo("1.0.0");

            cable.mend();
            nodes.await("1.1.0");
        }
    }

    @Test
    void aNodeThatCannotLoadWhatIsActiveLeavesItToTheOthersAndTriesAgain() throws SQLException {
        PostgresSettings settings = TestServer.empty();
        try (ThreeNodes nodes = new ThreeNodes(settings, settings, false)) {
            nodes.install(0, "1.0.0", "");
            nodes.node(0).plugins.activate(SLUG, Optional.empty(), "ada");
            nodes.await("1.0.0");
            TestServer.run("CREATE TABLE tollgate.whole AS SELECT content FROM tollgate.plugin_version;"
                    + " UPDATE tollgate.plugin_version SET content = '\\x00'");

            int late = nodes.add(settings);
            assertThat(nodes.node(late).runs(SLUG)).isEqualTo("none");
            assertThat(nodes.node(late).plugins.get(SLUG).orElseThrow().reason().orElseThrow()).isNotEmpty();
            assertThat(nodes.node(0).plugins.get(SLUG).orElseThrow().state()).isEqualTo(PluginState.ACTIVE);
            assertThat(nodes.node(0).runs(SLUG)).isEqualTo("1.0.0");

            TestServer.run("UPDATE tollgate.plugin_version SET content = (SELECT content FROM tollgate.whole)");
            nodes.await("1.0.0");
        }
    }

    @Test
    void ofTwoVersionsThatAreActivatedOnTwoNodesAtOnceOneTakesOverEverywhere() throws SQLException {
        PostgresSettings settings = TestServer.empty();
        try (ThreeNodes nodes = new ThreeNodes(settings, settings, false)) {
            nodes.install(0, "1.0.0", "");
            nodes.node(0).plugins.activate(SLUG, Optional.empty(), "ada");
            nodes.install(0, "1.1.0", "");
            nodes.install(0, "1.2.0", "");
            for (int round = 0; round < ROUNDS; round++) {
                nodes.await("1.0.0");
                int before = nodes.node(2).plugins.history(SLUG, 100).size();
                List<Boolean> done = onBoth(node -> succeeds(() -> nodes.node(node).plugins.activate(SLUG, Optional.of(node == 0 ? "1.1.0"
                        : "1.2.0"), "node " + node)));

                // One that is asked for after the other is done follows on it.
                assertThat(done).as("round %d, -Dseed=%d", round, seed).contains(true);
                PluginId current = nodes.node(2).plugins.get(SLUG).orElseThrow().current();
                nodes.await(current.version());
                List<PluginEvent> events = nodes.node(2).plugins.history(SLUG, 100);
                assertThat(events).as("round %d, -Dseed=%d", round, seed)
                        .hasSize(before + (int) done.stream().filter(Boolean::booleanValue).count());
                assertThat(events.get(0).plugin()).isEqualTo(current);
                nodes.node(2).plugins.downgrade(SLUG, "1.0.0", "ada");
            }
        }
    }

    @Test
    void ofAnActivationAndARemovalAtOnceThePluginIsGoneInTheEndOrActiveAsAWhole() throws SQLException {
        PostgresSettings settings = TestServer.empty();
        try (ThreeNodes nodes = new ThreeNodes(settings, settings, false)) {
            for (int round = 0; round < ROUNDS; round++) {
                nodes.install(0, "1.0.0", "");
                List<Boolean> done = onBoth(node -> succeeds(() -> {
                    if (node == 0) {
                        nodes.node(0).plugins.activate(SLUG, Optional.empty(), "ada");
                    } else {
                        nodes.node(1).plugins.remove(SLUG, "bob");
                    }
                }));

                assertThat(done).as("round %d, -Dseed=%d", round, seed).contains(true);
                boolean gone = nodes.node(2).plugins.get(SLUG).isEmpty();
                nodes.await(gone ? "none" : "1.0.0");
                assertThat(done.get(1)).as("round %d, -Dseed=%d", round, seed).isEqualTo(gone);
                assertThat(nodes.node(2).plugins.versions(SLUG)).hasSize(gone ? 0 : 1);
                if (!gone) {
                    nodes.node(0).plugins.remove(SLUG, "ada");
                    nodes.await("none");
                }
            }
        }
    }

    @Test
    void ofTwoNodesThatInstallOtherContentOfAVersionAtOnceOneDoesAndInDevelopmentBothDo() throws SQLException {
        for (boolean development : List.of(false, true)) {
            PostgresSettings settings = TestServer.empty();
            try (ThreeNodes nodes = new ThreeNodes(settings, settings, development)) {
                for (int round = 0; round < ROUNDS; round++) {
                    String version = "1." + round + ".0";
                    List<Boolean> done = onBoth(node -> succeeds(() -> nodes.install(node, version, "node " + node)));

                    assertThat(done).as("round %d, -Dseed=%d", round, seed).containsExactlyInAnyOrder(true, development);
                    assertThat(nodes.node(2).plugins.versions(SLUG).stream().map(VersionView::id).filter(id -> id.version().equals(version)))
                            .as("round %d, -Dseed=%d", round, seed).hasSize(development ? 2 : 1);
                    assertThat(nodes.node(2).plugins.history(SLUG, 100).stream().filter(event -> event.plugin().version().equals(version)))
                            .hasSize(development ? 2 : 1);
                }
            }
        }
    }

    /** Whether it was done; it is not where another was faster. */
    private static boolean succeeds(Runnable work) {
        try {
            work.run();
            return true;
        } catch (PluginException | IllegalStateException late) {
            return false;
        }
    }

    private List<Boolean> onBoth(IntFunction<Boolean> work) {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Integer> delays = List.of(random.nextInt(3_000_000), random.nextInt(3_000_000));
        return Stream.of(0, 1).map(node -> CompletableFuture.supplyAsync(() -> {
            try {
                start.await();
            } catch (Exception stopped) {
                throw new IllegalStateException(stopped);
            }
            long until = System.nanoTime() + delays.get(node);
            while (System.nanoTime() - until < 0) {
                Thread.onSpinWait();
            }
            return work.apply(node);
        }, run -> new Thread(run).start())).toList().stream().map(CompletableFuture::join).toList();
    }
}
