package dev.tollgate.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link GrantStore} does. */
@Timeout(300)
public abstract class GrantStoreContract {
    private static final int THREADS = 4;
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
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

    @Test
    void textsAreKeptAsTheyAre() {
        Grant grant = new Grant(PLUGIN, "queue", "{\"names\":[\"Zo\u00eb's \\\\ \ud83d\ude80\"]}", "ada; DROP TABLE 'x'", START.plusMillis(1));
        store.grant(grant);

        assertThat(store.all()).containsExactly(grant);
    }

    @Test
    void eachOfManyDecisionsAtOnceIsRecordedWithWhatTheOneBeforeItLeft() throws Exception {
        ExecutorService administrators = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            done.add(administrators.submit(() -> decide(own)));
        }
        for (Future<?> each : done) {
            each.get();
        }
        administrators.shutdown();

        List<GrantDecision> decisions = new ArrayList<>(store.decisions("image-tools"));
        Collections.reverse(decisions);
        assertThat(decisions).hasSize(THREADS * 30);
        Optional<String> before = Optional.empty();
        for (GrantDecision decision : decisions) {
            assertThat(decision.before()).isEqualTo(before);
            before = decision.after();
        }
        assertThat(store.all().stream().map(Grant::scope).findFirst()).isEqualTo(before);
    }

    private void decide(int thread) {
        for (int i = 0; i < 30; i++) {
            if (i % 3 == 2) {
                store.revoke(PLUGIN, "queue", "bob", START);
            } else {
                store.grant(new Grant(PLUGIN, "queue", "{\"of\":" + (thread * 30 + i) + "}", "ada", START));
            }
        }
    }

    private static PluginId id(String slug, String version) {
        return new PluginId(slug, version, Digest.of((slug + version).getBytes(StandardCharsets.UTF_8)));
    }
}
