package dev.tollgate.lifecycle.internal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CatalogueStore.SameVersion;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ToldCatalogueTest {
    private static final PluginId SHOP = new PluginId("shop", "1.0.0", Digest.of(new byte[0]));
    private static final StoredVersion VERSION = new StoredVersion(SHOP, Instant.EPOCH, "ann");
    private static final PluginEvent EVENT = new PluginEvent(SHOP, PluginEvent.Kind.INSTALLED, "ann", "", Instant.EPOCH);

    private final List<PluginEvent> told = new ArrayList<>();

    @Test
    void whoeverLosesARaceTellsNothing() {
        all(false);
        assertThat(told).isEmpty();
    }

    @Test
    void whatIsOnRecordIsToldOnce() {
        all(true);
        assertThat(told).containsExactly(EVENT, EVENT, EVENT, EVENT);
    }

    private void all(boolean done) {
        CatalogueStore store = (CatalogueStore) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {CatalogueStore.class},
                (proxy, method, arguments) -> done);
        ToldCatalogue catalogue = new ToldCatalogue(store, told::add);
        StoredPlugin row = StoredPlugin.installed(VERSION);
        assertThat(catalogue.add(VERSION, new byte[0], SameVersion.REFUSED, EVENT)).isEqualTo(done);
        assertThat(catalogue.compareAndSet(row, row, Optional.of(EVENT))).isEqualTo(done);
        assertThat(catalogue.compareAndSet(row, row, Optional.empty())).isEqualTo(done);
        assertThat(catalogue.retire(SHOP, EVENT)).isEqualTo(done);
        assertThat(catalogue.remove(row, Set.of(), EVENT)).isEqualTo(done);
    }
}
