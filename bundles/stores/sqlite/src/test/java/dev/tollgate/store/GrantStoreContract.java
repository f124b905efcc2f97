package dev.tollgate.store;

import static dev.tollgate.store.TestPlugins.START;
import static dev.tollgate.store.TestPlugins.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link GrantStore} does. */
public abstract class GrantStoreContract {
    private static final PluginId PLUGIN = id("image-tools", "1.0.0");
    private static final Grant QUEUE = new Grant(PLUGIN, "queue", "{}", "ada", START);

    private GrantStore store;

    /** An empty store; called once for each test. */
    protected abstract GrantStore open();

    @BeforeEach
    final void openTheStore() {
        store = open();
    }

    @Test
    void nothingIsOpenAtFirst() {
        assertThat(store.all()).isEmpty();
        assertThat(store.decisions("image-tools")).isEmpty();
    }

    @Test
    void aGrantOpensAGateAndIsRecorded() {
        store.grant(QUEUE);

        assertThat(store.all()).containsExactly(QUEUE);
        assertThat(store.decisions("image-tools")).containsExactly(
                new GrantDecision(PLUGIN, "queue", Optional.empty(), Optional.of("{}"), "ada", START));
    }

    @Test
    void aSecondGrantChangesTheScopeAndRecordsWhatStoodBefore() {
        Grant narrower = new Grant(PLUGIN, "queue", "{\"per_minute\":6}", "bob", START.plusSeconds(1));
        store.grant(QUEUE);
        store.grant(narrower);

        assertThat(store.all()).containsExactly(narrower);
        assertThat(store.decisions("image-tools")).first().isEqualTo(new GrantDecision(PLUGIN, "queue", Optional.of("{}"),
                Optional.of("{\"per_minute\":6}"), "bob", START.plusSeconds(1)));
    }

    @Test
    void aRevocationClosesTheGateAndIsRecorded() {
        store.grant(QUEUE);

        assertThat(store.revoke(PLUGIN, "queue", "bob", START.plusSeconds(1))).isTrue();

        assertThat(store.all()).isEmpty();
        assertThat(store.decisions("image-tools")).first().isEqualTo(new GrantDecision(PLUGIN, "queue", Optional.of("{}"),
                Optional.empty(), "bob", START.plusSeconds(1)));
    }

    @Test
    void decidingThatAGateStaysClosedIsRecordedToo() {
        assertThat(store.revoke(PLUGIN, "queue", "bob", START)).isFalse();
        assertThat(store.decisions("image-tools")).containsExactly(new GrantDecision(PLUGIN, "queue", Optional.empty(),
                Optional.empty(), "bob", START));
    }

    @Test
    void aGrantIsForOneDigestAndOneCapability() {
        store.grant(QUEUE);

        assertThat(store.revoke(id("image-tools", "1.1.0"), "queue", "bob", START)).isFalse();
        assertThat(store.revoke(PLUGIN, "kv", "bob", START)).isFalse();
        assertThat(store.all()).containsExactly(QUEUE);
    }

    @Test
    void decisionsAboutAllVersionsStandNewestFirst() {
        PluginId next = id("image-tools", "1.1.0");
        store.grant(QUEUE);
        store.grant(new Grant(next, "queue", "{}", "ada", START));
        store.revoke(PLUGIN, "queue", "ada", START);
        store.grant(new Grant(id("other-tools", "1.0.0"), "queue", "{}", "ada", START));

        assertThat(store.decisions("image-tools")).extracting(GrantDecision::plugin).containsExactly(PLUGIN, next, PLUGIN);
        assertThat(store.decisions("image-tools")).extracting(decision -> decision.after().isPresent())
                .containsExactly(false, true, true);
    }
}
