package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.Signer;
import dev.tollgate.lifecycle.VersionView.Place;
import dev.tollgate.lifecycle.VersionView;
import dev.tollgate.lifecycle.internal.gate.CleanupDebts;
import dev.tollgate.lifecycle.internal.gate.GateBook;
import dev.tollgate.lifecycle.internal.gate.Gates;
import dev.tollgate.lifecycle.internal.gate.GrantRegistry;
import dev.tollgate.lifecycle.internal.gate.ScopeCheck;
import dev.tollgate.lifecycle.spi.CatalogueStore.SameVersion;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The versions that are installed, and what is decided about them: one change at a time, so that none is decided about that goes. */
final class PluginLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLibrary.class);

    private final CatalogueStore catalogue;
    private final PluginLoader loader;
    private final Stewards stewards;
    private final Versions versions;
    private final CapabilityDecisions capabilities;
    private final DependencyRules dependencies;
    private final CatalogueRules rules;
    private final Clock clock;

    /** Who keeps something for plugins beside the catalogue. */
    record Stewards(GrantRegistry grants, Gates gates, GateBook book, CleanupDebts debts, BreakerRegistry breakers) {
    }

    PluginLibrary(CatalogueStore catalogue, PluginLoader loader, Stewards stewards, CatalogueRules rules, Clock clock) {
        this.catalogue = catalogue;
        this.loader = loader;
        this.stewards = stewards;
        this.versions = new Versions(catalogue, stewards.grants(), loader);
        this.capabilities = new CapabilityDecisions(stewards.grants(), versions, new ScopeCheck(stewards.gates()));
        this.dependencies = new DependencyRules(versions);
        this.rules = rules;
        this.clock = clock;
    }

    Versions versions() {
        return versions;
    }

    CapabilityDecisions capabilities() {
        return capabilities;
    }

    DependencyRules dependencies() {
        return dependencies;
    }

    PluginId install(byte[] content, String by) throws InstallException {
        // Compiling takes its time, and no other plugin is to wait for it; and whoever asks has the array still.
        byte[] own = content.clone();
        PluginPackage checked = loader.check(own);
        capabilities.check(loader.asks(checked));
        return add(checked, own, by);
    }

    private synchronized PluginId add(PluginPackage checked, byte[] content, String by) throws InstallException {
        PluginId id = checked.id();
        if (catalogue.find(id.slug()).filter(plugin -> plugin.state() == PluginState.REMOVING).isPresent()) {
            throw new InstallException(id.slug() + " is being removed: install it when it is gone");
        }
        Optional<Signer> signer = loader.trust().admitted(checked);
        Optional<StoredVersion> same = versions.find(id);
        if (same.isPresent()) {
            loader.trust().requireSameSigner(same.get(), signer);
            return id;
        }
        Optional<StoredVersion> present = versions.find(id.slug(), id.version());
        if (present.isPresent() && !rules.development()) {
            throw new InstallException(id.slug() + " " + id.version() + " is installed already with digest "
                    + present.get().id().digest().brief() + ", this package has " + id.digest().brief()
                    + ": a version never changes, give the new package a new one");
        }
        Optional<String> circle = dependencies.circle(id, checked.manifest());
        if (circle.isPresent()) {
            throw new InstallException("plugin.yaml /dependencies: " + circle.get());
        }
        Instant now = clock.instant();
        PluginEvent event = new PluginEvent(id, PluginEvent.Kind.INSTALLED, by, "", now);
        SameVersion others = rules.development() ? SameVersion.ALLOWED : SameVersion.REFUSED;
        if (!catalogue.add(new StoredVersion(id, now, by, signer), content, others, event)) {
            throw new InstallException(id.slug() + " " + id.version() + " was installed by somebody else at the same time");
        }
        catalogue.find(id.slug()).map(StoredPlugin::current).filter(current -> !current.equals(id))
                .ifPresent(current -> capabilities.carryOver(current, id));
        if (sweep(id, by)) {
            throw new InstallException(id + " was taken out of the catalogue by somebody else at the same time: install it again");
        }
        catalogue.trimHistory(id.slug(), rules.historyKept());
        LOG.info("{} was installed by {}", id, by);
        return id;
    }

    synchronized void grant(PluginId plugin, String capability, Optional<String> scope, String by) {
        Grant grant = capabilities.grant(plugin, capability, scope, by);
        if (sweep(plugin, by)) {
            throw new PluginException(plugin + " was taken out of the catalogue by somebody else at the same time");
        }
        LOG.info("{} was granted {} {} by {}", plugin, capability, grant.scope(), by);
    }

    synchronized void deny(PluginId plugin, String capability, String by) {
        capabilities.deny(plugin, capability, by);
        LOG.info("{} was denied {} by {}", plugin, capability, by);
    }

    List<VersionView> views(String slug) {
        Optional<StoredPlugin> row = catalogue.find(slug);
        return catalogue.versions(slug).stream().map(version -> new VersionView(version.id(), version.installedAt(), version.installedBy(),
                version.signer(), place(version.id(), row))).toList();
    }

    private static Place place(PluginId version, Optional<StoredPlugin> row) {
        if (row.filter(plugin -> plugin.current().equals(version)).isPresent()) {
            return Place.CURRENT;
        }
        return row.flatMap(StoredPlugin::previous).filter(version::equals).isPresent() ? Place.PREVIOUS : Place.KEPT;
    }

    synchronized void retire(PluginId version, String by) {
        if (named(version) || !takeOut(version, by, "")) {
            throw new PluginException(version + " cannot be taken out of the catalogue: it is not installed, or it is the version that is"
                    + " current or the one before it; versions " + version.slug() + " shows them");
        }
    }

    /** Takes out what is more than is kept, nobody having asked for it; what cannot go now goes after the next activation. */
    void tidy(String slug) {
        try {
            takeOutSurplus(slug);
        } catch (StoreException failed) {
            LOG.warn("what is no longer kept of {} is still there: {}", slug, failed.getMessage());
        }
    }

    private synchronized void takeOutSurplus(String slug) {
        List<PluginId> surplus = versions.all(slug).stream().filter(version -> !named(version)).skip(rules.versionsKept()).toList();
        surplus.forEach(version -> takeOut(version, BreakerEvent.HOST, rules.versionsKept() + " versions are kept ('versions.kept' in the"
                + " configuration " + LifecycleSettings.PID + ")"));
        catalogue.trimHistory(slug, rules.historyKept());
    }

    private boolean named(PluginId version) {
        return catalogue.find(version.slug()).filter(row -> place(version, Optional.of(row)) != Place.KEPT).isPresent();
    }

    private boolean takeOut(PluginId version, String by, String why) {
        // Gates are closed first: a crash in between leaves a version without grants, never grants for whoever installs it again.
        List<Grant> open = stewards.grants().shut(version, by);
        if (!catalogue.retire(version, new PluginEvent(version, PluginEvent.Kind.RETIRED, by, why, clock.instant()))) {
            // It may have become the current one since, which is to have what it was granted.
            open.stream().filter(grant -> versions.find(version).isPresent()).forEach(grant -> stewards.grants().grant(version, grant.capability(), grant.scope(), grant.decidedBy()));
            return false;
        }
        versions.forget(version);
        sweep(version, by);
        stewards.grants().forget(version);
        LOG.info("{} was taken out of the catalogue by {}", version, by);
        return true;
    }

    /**
     * Closes the gates of a version that is not there any more; whether it is not. Another node may grant something while this one removes
     * the version: each looks when it has done its part, so that one of the two sees both.
     */
    private boolean sweep(PluginId version, String by) {
        boolean gone = versions.find(version).isEmpty();
        if (gone) {
            stewards.grants().shut(version, by);
        }
        return gone;
    }

    /** Removes a plugin with all that is kept for it, the rows last; false where the row is another one by now. */
    synchronized boolean erase(StoredPlugin row, String by) {
        String slug = row.current().slug();
        List<PluginId> all = versions.all(slug);
        // Gates are closed first: a crash in between leaves a plugin without grants, never grants without a plugin.
        all.forEach(id -> stewards.grants().shut(id, by));
        Set<String> keepers = capabilities.keepers(all);
        stewards.breakers().forget(slug);
        if (!catalogue.remove(row, keepers, new PluginEvent(row.current(), PluginEvent.Kind.REMOVED, by, "", clock.instant()))) {
            return false;
        }
        all.forEach(versions::forget);
        stewards.grants().of(slug).forEach(grant -> sweep(grant.plugin(), by));
        all.forEach(stewards.grants()::forget);
        stewards.debts().owe(slug, keepers);
        stewards.gates().settle(stewards.debts());
        stewards.book().forget(slug);
        LOG.info("{} was removed by {}", slug, by);
        return true;
    }
}
