package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.CleanupDebt;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A store that forgets with the process; the real ones cannot be seen from this bundle, and are tested with it elsewhere. */
public final class MemoryStore implements CatalogueStore, GrantStore {
    private final Map<String, StoredPlugin> plugins = new TreeMap<>();
    private final List<StoredVersion> versions = new ArrayList<>();
    private final Map<PluginId, byte[]> contents = new HashMap<>();
    private final Map<String, Grant> grants = new TreeMap<>();
    private final List<GrantDecision> decisions = new ArrayList<>();
    private final List<PluginEvent> events = new ArrayList<>();
    private final Set<CleanupDebt> debts = new HashSet<>();
    final MemoryBreakerStore breakers = new MemoryBreakerStore();

    @Override
    public boolean add(StoredVersion version, byte[] content, SameVersion same, PluginEvent event) {
        if (versions(version.id().slug()).stream().map(StoredVersion::id).anyMatch(there -> there.equals(version.id())
                || same == SameVersion.REFUSED && there.version().equals(version.id().version()))) {
            return false;
        }
        versions.add(version);
        contents.put(version.id(), content);
        plugins.putIfAbsent(version.id().slug(), StoredPlugin.installed(version));
        events.add(0, event);
        return true;
    }

    /** Damages a package, as a disk might. */
    void replace(PluginId id, byte[] content) {
        contents.put(id, content);
    }

    @Override
    public List<StoredVersion> versions(String slug) {
        List<StoredVersion> found = new ArrayList<>(versions.stream().filter(version -> version.id().slug().equals(slug)).toList());
        Collections.reverse(found);
        return found;
    }

    @Override
    public Optional<byte[]> content(PluginId id) {
        return Optional.ofNullable(contents.get(id));
    }

    @Override
    public Optional<StoredPlugin> find(String slug) {
        return Optional.ofNullable(plugins.get(slug));
    }

    @Override
    public List<StoredPlugin> list() {
        return List.copyOf(plugins.values());
    }

    @Override
    public boolean compareAndSet(StoredPlugin before, StoredPlugin after, Optional<PluginEvent> event) {
        if (!before.equals(plugins.get(after.current().slug())) || !contents.containsKey(after.current())
                || after.previous().filter(previous -> !contents.containsKey(previous)).isPresent()) {
            return false;
        }
        plugins.put(after.current().slug(), after);
        event.ifPresent(happened -> events.add(0, happened));
        return true;
    }

    @Override
    public boolean retire(PluginId version, PluginEvent event) {
        if (find(version.slug()).filter(row -> row.current().equals(version) || row.previous().filter(version::equals).isPresent()).isPresent()
                || !versions.removeIf(there -> there.id().equals(version))) {
            return false;
        }
        contents.remove(version);
        events.add(0, event);
        return true;
    }

    @Override
    public List<PluginEvent> history(String slug, int most) {
        return events.stream().filter(event -> event.plugin().slug().equals(slug)).limit(most).toList();
    }

    @Override
    public void trimHistory(String slug, int most) {
        List<PluginEvent> kept = history(slug, most);
        events.removeIf(event -> event.plugin().slug().equals(slug) && !kept.contains(event));
    }

    @Override
    public boolean remove(StoredPlugin before, Set<String> capabilities, PluginEvent event) {
        if (!plugins.remove(before.current().slug(), before)) {
            return false;
        }
        versions.removeIf(version -> version.id().slug().equals(before.current().slug()));
        capabilities.forEach(capability -> debts.add(new CleanupDebt(before.current().slug(), capability)));
        contents.keySet().removeIf(id -> id.slug().equals(before.current().slug()));
        events.add(0, event);
        return true;
    }

    /** As a removal takes it down. */
    public void owe(CleanupDebt debt) {
        debts.add(debt);
    }

    @Override
    public Set<CleanupDebt> debts() {
        return Set.copyOf(debts);
    }

    @Override
    public void settled(CleanupDebt debt) {
        debts.remove(debt);
    }

    @Override
    public void grant(Grant grant) {
        Grant before = grants.put(grant.plugin() + grant.capability(), grant);
        decisions.add(0, new GrantDecision(grant.plugin(), grant.capability(), Optional.ofNullable(before).map(Grant::scope),
                Optional.of(grant.scope()), grant.decidedBy(), grant.decidedAt()));
    }

    @Override
    public boolean revoke(PluginId plugin, String capability, String by, Instant at) {
        Grant before = grants.remove(plugin + capability);
        decisions.add(0, new GrantDecision(plugin, capability, Optional.ofNullable(before).map(Grant::scope), Optional.empty(),
                by, at));
        return before != null;
    }

    @Override
    public List<Grant> all() {
        return List.copyOf(grants.values());
    }

    @Override
    public List<GrantDecision> decisions(String slug) {
        return decisions.stream().filter(decision -> decision.plugin().slug().equals(slug)).toList();
    }
}
