package dev.tollgate.lifecycle.internal.catalogue;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Tells of each event that this node has on record now: who lost a race tells nothing. */
final class ToldCatalogue implements CatalogueStore {
    private final CatalogueStore store;
    private final Consumer<PluginEvent> told;

    ToldCatalogue(CatalogueStore store, Consumer<PluginEvent> told) {
        this.store = store;
        this.told = told;
    }

    private boolean tell(boolean done, PluginEvent event) {
        if (done) {
            told.accept(event);
        }
        return done;
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public boolean add(StoredVersion version, byte[] content, SameVersion same, PluginEvent event) {
        return tell(store.add(version, content, same, event), event);
    }

    @Override
    public List<StoredVersion> versions(String slug) {
        return store.versions(slug);
    }

    @Override
    public Optional<byte[]> content(PluginId id) {
        return store.content(id);
    }

    @Override
    public Optional<StoredPlugin> find(String slug) {
        return store.find(slug);
    }

    @Override
    public List<StoredPlugin> list() {
        return store.list();
    }

    @Override
    public boolean compareAndSet(StoredPlugin before, StoredPlugin after, Optional<PluginEvent> event) {
        boolean done = store.compareAndSet(before, after, event);
        event.ifPresent(happened -> tell(done, happened));
        return done;
    }

    @Override
    public boolean retire(PluginId version, PluginEvent event) {
        return tell(store.retire(version, event), event);
    }

    @Override
    public boolean remove(StoredPlugin before, Set<String> capabilities, PluginEvent event) {
        return tell(store.remove(before, capabilities, event), event);
    }

    @Override
    public List<PluginEvent> history(String slug, int most) {
        return store.history(slug, most);
    }

    @Override
    public void trimHistory(String slug, int most) {
        store.trimHistory(slug, most);
    }

    @Override
    public Set<CleanupDebt> debts() {
        return store.debts();
    }

    @Override
    public void settled(CleanupDebt debt) {
        store.settled(debt);
    }

    @Override
    public Optional<Watch> watchPlugins() {
        return store.watchPlugins();
    }
}
