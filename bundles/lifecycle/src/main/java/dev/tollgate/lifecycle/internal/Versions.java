package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.internal.gate.GrantRegistry;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The versions in the catalogue: what their manifests say, and what was decided about them. */
final class Versions {
    private final CatalogueStore catalogue;
    private final GrantRegistry grants;
    private final PluginLoader loader;
    private final Map<PluginId, VersionAsks> asks = new ConcurrentHashMap<>();

    Versions(CatalogueStore catalogue, GrantRegistry grants, PluginLoader loader) {
        this.catalogue = catalogue;
        this.grants = grants;
        this.loader = loader;
    }

    /** All versions of a plugin, newest installation first. */
    List<PluginId> all(String slug) {
        return catalogue.versions(slug).stream().map(StoredVersion::id).toList();
    }

    /** The newest installation of those that have this version. */
    Optional<StoredVersion> find(String slug, String version) {
        return catalogue.versions(slug).stream().filter(stored -> stored.id().version().equals(version)).findFirst();
    }

    /** This very one. */
    Optional<StoredVersion> find(PluginId id) {
        return catalogue.versions(id.slug()).stream().filter(stored -> stored.id().equals(id)).findFirst();
    }

    Manifest manifest(PluginId id) {
        return asks(id).manifest();
    }

    VersionAsks asks(PluginId id) {
        return asks.computeIfAbsent(id, loader::asks);
    }

    void forget(PluginId id) {
        asks.remove(id);
    }

    /** How far a capability was granted. */
    Optional<String> granted(PluginId id, String capability) {
        return grants.find(id, capability).map(Grant::scope);
    }

    /** A decision about an earlier installation, which was removed since, is none about this one. */
    Decision decision(PluginId id, String capability) {
        return find(id).map(installed -> grants.decision(id, capability, installed.installedAt()))
                .orElse(Decision.UNDECIDED);
    }
}
