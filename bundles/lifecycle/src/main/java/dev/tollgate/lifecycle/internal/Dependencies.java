package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.dependency.VersionRange;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Keeps who asks from parting active plugins that depend on each other. Whoever holds the lock of {@link PluginStates} meanwhile is sure of
 * that on this node. Two nodes may part a pair at the same moment, as the host itself may at any: then the one that is left waits.
 */
final class Dependencies {
    private final CatalogueStore catalogue;
    private final LoadedPlugins loaded;

    Dependencies(CatalogueStore catalogue, LoadedPlugins loaded) {
        this.catalogue = catalogue;
        this.loaded = loaded;
    }

    /** @throws PluginException where a version cannot become active among those that are, with what to do first */
    void require(PluginId id, Manifest manifest) {
        List<String> unmet = new ArrayList<>();
        new TreeMap<>(manifest.dependencies()).forEach((slug, range) -> unmet(slug, VersionRange.of(range)).ifPresent(unmet::add));
        if (!unmet.isEmpty()) {
            throw new PluginException(id + " cannot be activated, it depends on " + String.join(", and on ", unmet));
        }
        List<String> excluded = of(id.slug(), plugin -> plugin.needs().excludes(id));
        if (!excluded.isEmpty()) {
            throw new PluginException(id + " cannot be activated while other active plugins depend on another version: " + String.join(", ", excluded)
                    + "; deactivate them first, or activate versions of them that take " + id.version());
        }
    }

    /** @throws PluginException where active plugins depend on this one, with their names */
    void requireUnneeded(String slug) {
        List<String> dependents = of(slug, plugin -> true);
        if (!dependents.isEmpty()) {
            throw new PluginException("other active plugins depend on " + slug + ": " + String.join(", ", dependents) + "; deactivate them first");
        }
    }

    /** Who is affected when this plugin comes or goes: who depends on it, directly or through others. */
    Set<String> affectedBy(String slug) {
        Set<String> affected = new TreeSet<>();
        collect(slug, affected);
        affected.remove(slug);
        return affected;
    }

    private void collect(String slug, Set<String> affected) {
        loaded.each().filter(plugin -> plugin.needs().on(slug).isPresent()).map(plugin -> plugin.id().slug()).filter(affected::add)
                .forEach(dependent -> collect(dependent, affected));
    }

    private List<String> of(String slug, Predicate<LoadedPlugin> which) {
        return loaded.each().filter(plugin -> !plugin.id().slug().equals(slug) && plugin.needs().on(slug).isPresent()).filter(which)
                .map(plugin -> plugin.id().slug() + " " + plugin.id().version() + " (" + plugin.needs().on(slug).orElseThrow() + ")").toList();
    }

    private Optional<String> unmet(String slug, VersionRange range) {
        Optional<StoredPlugin> row = catalogue.find(slug);
        if (row.isEmpty()) {
            return Optional.of(slug + " " + range + ", which is not installed: install and activate it first");
        }
        if (row.get().state() != PluginState.ACTIVE) {
            return Optional.of(slug + " " + range + ", which is not active but " + row.get().state() + ": activate it first");
        }
        String version = row.get().current().version();
        return range.contains(version) ? Optional.empty() : Optional.of(slug + " " + range + ", which is active in version " + version
                + ": activate one of that range first");
    }
}
