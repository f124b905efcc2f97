package dev.tollgate.lifecycle.internal;

import static dev.tollgate.lifecycle.internal.StatefulPlugin.SLUG;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.activate;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.granted;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.serving;
import static dev.tollgate.lifecycle.internal.StatefulPlugin.version;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.ForgottenData;
import dev.tollgate.lifecycle.internal.nodes.CatalogueFollower;
import dev.tollgate.lifecycle.spi.CatalogueStore.Watch;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node does what is asked for, and another one follows it, a look at a time. */
class CatalogueFollowerTest {
    private final Server doing = new Server();
    private final Server following = new Server(doing.store, doing.jobs, doing.work, new CrashPoint());
    private final CleanupDebts debts = new CleanupDebts(new ChosenCatalogue(doing.store));
    private final AtomicLong nanos = new AtomicLong();
    private final Rows rows = new Rows();
    private final CatalogueFollower follower = CatalogueFollower.of(rows, following.plugins, debts, following.gates.gates, nanos::get);

    /** Answers every plugin at each look, unless it is away. */
    private final class Rows implements Watch {
        private boolean away;
        private final AtomicInteger closed = new AtomicInteger();

        @Override
        public Optional<List<StoredPlugin>> changed() {
            if (away) {
                throw new StoreException("away", null);
            }
            return Optional.of(doing.store.list());
        }

        @Override
        public void await(Duration atMost) {
            throw new AssertionError("nobody waits here");
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @BeforeEach
    void bothKnowWhatIsGranted() {
        for (String each : List.of("1.0.0", "1.1.0")) {
            PluginId id = granted(doing, version(each, "up", "down", "gone"));
            following.plugins.grant(id, "queue", "test");
        }
        // Tasks are done by the node that is asked.
        doing.jobs.serve(doing.tasks);
    }

    @Test
    void anotherNodeFollowsWhateverIsDone() {
        activate(doing, "1.0.0");
        assertFollows("1.0.0");
        activate(doing, "1.1.0");
        assertThat(serving(following)).as("before it looks").isEqualTo("1.0.0");
        assertFollows("1.1.0");
        doing.plugins.rollback(SLUG, "test");
        assertFollows("1.0.0");
        doing.plugins.deactivate(SLUG, "test");
        assertFollows("none");
        activate(doing, "1.1.0");
        assertFollows("1.1.0");
        doing.plugins.remove(SLUG, "test");
        assertFollows("none");
    }

    @Test
    void aPluginThatStaysAsItIsIsNotLoadedAgain() {
        activate(doing, "1.0.0");
        follower.look();
        Object loaded = following.plugins.active(SLUG).orElseThrow();

        follower.look();

        assertThat(following.plugins.active(SLUG).orElseThrow()).isSameAs(loaded);
    }

    @Test
    void whileTheStoreIsAwayPluginsStayAsTheyAre() {
        activate(doing, "1.0.0");
        follower.look();
        doing.plugins.deactivate(SLUG, "test");
        rows.away = true;

        follower.look();
        follower.look();
        assertThat(serving(following)).isEqualTo("1.0.0");

        rows.away = false;
        assertFollows("none");
    }

    @Test
    void whatCannotBeFollowedIsTriedAgainLessAndLessOftenAndKeepsNobodyElseBack() {
        byte[] whole = doing.store.content(id("1.0.0")).orElseThrow();
        activate(doing, "1.0.0");
        doing.store.replace(id("1.0.0"), new byte[] {1});
        PluginId other = doing.install(TestPackage.of("zebra", "1.0.0", "handler-types").build());
        doing.plugins.activate("zebra", Optional.empty(), "test");

        follower.look();
        assertThat(serving(following)).isEqualTo("none");
        assertThat(following.plugins.active("zebra").orElseThrow().id()).isEqualTo(other);
        assertThat(doing.store.find(SLUG).orElseThrow().state()).as("others run it").isEqualTo(PluginState.ACTIVE);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        follower.look();

        doing.store.replace(id("1.0.0"), whole);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        follower.look();
        assertThat(serving(following)).as("the second pause is longer").isEqualTo("none");
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertFollows("1.0.0");
    }

    @Test
    void whatIsNewIsFollowedAtOnceAlsoWhileWhatWasBeforeIsWaitedWith() {
        activate(doing, "1.0.0");
        doing.store.replace(id("1.0.0"), new byte[] {1});
        follower.look();

        activate(doing, "1.1.0");
        assertFollows("1.1.0");
    }

    @Test
    void whatOthersOweIsKnownAndWhatTheySettledIsNotSettledAgain() {
        doing.store.owe(new CleanupDebt(SLUG, "kv"));
        ForgottenData data = new ForgottenData(debts);

        data.settle("kv");
        assertThat(data.forgotten).as("before it looks").isEmpty();
        follower.look();
        data.settle("kv");
        assertThat(data.forgotten).containsExactly(SLUG);

        doing.store.debts().forEach(doing.store::settled);
        data.settle("kv");
        assertThat(data.forgotten).containsExactly(SLUG);
    }

    @Test
    void whatAnotherNodeSettledSinceIsLeftAlone() {
        debts.owe(SLUG, Set.of("kv"));
        ForgottenData data = new ForgottenData(debts);

        data.settle("kv");

        assertThat(data.forgotten).as("what is there now is of the next plugin of that slug").isEmpty();
    }

    @Test
    void aFollowerThatIsClosedChangesNothingMore() {
        activate(doing, "1.0.0");
        follower.close();

        follower.look();

        assertThat(rows.closed).hasValue(1);
        assertThat(serving(following)).isEqualTo("none");
    }

    private void assertFollows(String version) {
        follower.look();
        assertThat(serving(following)).isEqualTo(version);
    }

    private PluginId id(String version) {
        return doing.plugins.versions(SLUG).stream().map(view -> view.id()).filter(each -> each.version().equals(version)).findFirst().orElseThrow();
    }
}
