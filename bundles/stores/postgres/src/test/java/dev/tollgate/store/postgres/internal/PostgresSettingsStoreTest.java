package dev.tollgate.store.postgres.internal;

import static dev.tollgate.abi.settings.SettingKind.JOBS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.abi.settings.SettingsStore;
import dev.tollgate.abi.settings.StoredSetting;
import dev.tollgate.store.contract.SettingsStoreContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresSettingsStoreTest extends SettingsStoreContract {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final TestDatabases nodes = new TestDatabases();

    @Override
    protected SettingsStore open() {
        return new PostgresSettingsStore(nodes.empty());
    }

    @Override
    protected SettingsStore openAgain() {
        return new PostgresSettingsStore(nodes.another());
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void twoNodesThatSetAtOnceKeepNoMoreThanAPluginMayHave() {
        List<SettingsStore> stores = List.of(openAgain(), openAgain());
        for (int round = 0; round < 25; round++) {
            String slug = "plugin-" + round;
            List<CompletableFuture<Boolean>> puts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                SettingsStore store = stores.get(i % 2);
                String name = "k" + i;
                puts.add(CompletableFuture.supplyAsync(() -> store.put(setting(slug, name, "ada"), 2)));
            }

            assertThat(puts.stream().filter(CompletableFuture::join)).as("round %d", round).hasSize(2);
            assertThat(stores.get(0).list(slug, JOBS)).as("round %d", round).hasSize(2);
        }
    }

    @Test
    void whatOneNodeSetsAnotherReadsNext() {
        SettingsStore here = openAgain();
        SettingsStore there = openAgain();
        here.put(setting("notes", "rate.per.minute", "ada\0"), 3);

        assertThat(there.all("notes", JOBS)).extracting(StoredSetting::decidedBy).containsExactly("ada\uFFFD");
        there.forget("notes", JOBS);
        assertThat(here.all("notes", JOBS)).isEmpty();
    }

    @Test
    void aFailureSaysWhatCouldNotBeDone() {
        SettingsStore store = openAgain();
        nodes.close();

        assertThatThrownBy(() -> store.list("notes", JOBS)).isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("the store could not list settings: ");
    }

    private static StoredSetting setting(String slug, String name, String by) {
        return new StoredSetting(slug, JOBS, name, new byte[] {1}, by, NOW);
    }
}
