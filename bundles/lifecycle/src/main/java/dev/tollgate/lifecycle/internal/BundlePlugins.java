package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import dev.tollgate.lifecycle.spi.StoredVersion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a plugin when its bundle starts and stops. A start is no decision of an administrator, for bundles start
 * with every server: what he switched off stays off, and the version that he chose stays. That a plugin was switched off by
 * the stop of its bundle, and by nothing else, is therefore in the catalogue, as the reason.
 */
final class BundlePlugins {
    private static final Logger LOG = LoggerFactory.getLogger(BundlePlugins.class);

    private final PluginRegistry plugins;
    private final CatalogueStore catalogue;
    private final PackageReader packages = new PackageReader();
    /** What the bundles that are started have brought. */
    private final Map<BundleName, PluginId> brought = new ConcurrentHashMap<>();
    /** What was refused when it was to be activated. */
    private final Map<BundleName, PluginId> waiting = new ConcurrentHashMap<>();

    /** Reads a bundle's package. */
    interface Content {
        byte[] read() throws InstallException;
    }

    BundlePlugins(PluginRegistry plugins, CatalogueStore catalogue) {
        this.plugins = plugins;
        this.catalogue = catalogue;
    }

    /** Installs what the bundle brings, unless it is there, and activates it if it is to run and can be. */
    void started(BundleName bundle, Content content) {
        try {
            byte[] read = content.read();
            PluginId id = packages.read(read).id();
            boolean known = installed(id);
            if (!known) {
                plugins.install(read, bundle.by());
            }
            brought.put(bundle, id);
            activate(bundle, id, known);
        } catch (InstallException refused) {
            refused.reasons().forEach(reason -> LOG.error("the plugin in bundle {} {} is refused: {}", bundle.symbolicName(),
                    bundle.version(), reason));
        }
        restore(bundle);
    }

    /** Deactivates what runs because of the bundle. */
    void stopped(BundleName bundle) {
        PluginId id = brought.remove(bundle);
        waiting.remove(bundle);
        Optional<StoredPlugin> runs = id == null ? restored(bundle) : catalogue.find(id.slug());
        runs.filter(plugin -> plugin.state() == PluginState.ACTIVE || plugin.state() == PluginState.FAILED)
                .filter(plugin -> !brought.containsValue(plugin.current()))
                .filter(plugin -> plugin.current().equals(id) || isOf(bundle, plugin.current()))
                .ifPresent(plugin -> deactivate(bundle, plugin.current().slug()));
    }

    private void activate(BundleName bundle, PluginId id, boolean known) {
        StoredPlugin plugin = catalogue.find(id.slug()).orElseThrow(() -> new PluginException(id + " was removed at the same time"));
        switch (plugin.state()) {
            case INACTIVE -> {
                if (!BundleName.isStopped(plugin.reason())) {
                    LOG.warn("{}, which {} brings, stays deactivated as it was: activate it when it is to run", id, bundle.by());
                    return;
                }
            }
            case ACTIVE, FAILED -> {
                boolean same = plugin.current().equals(id);
                if (same && plugin.state() == PluginState.ACTIVE) {
                    return;
                }
                if (!same && known) {
                    LOG.warn("{} stays at {}: {}, which {} brings, was there before", id.slug(), plugin.current().version(), id, bundle.by());
                    return;
                }
            }
            default -> { }
        }
        try {
            // Who updates a bundle to an older one has said that it is meant.
            plugins.downgrade(id.slug(), id.version(), bundle.by());
        } catch (PluginException refused) {
            waiting.put(bundle, id);
            LOG.warn("{}, which {} brings, is installed but does not run: {} (afterwards activate it, or start the bundle again)", id,
                    bundle.by(), refused.getMessage());
            return;
        }
        again();
    }

    /** Bundles start in any order, and a plugin may depend on one that has only just become active. */
    private void again() {
        Map.copyOf(waiting).forEach((bundle, id) -> {
            boolean depends = plugins.active(id.slug()).isEmpty() && plugins.dependsOnOthers(id);
            if (waiting.remove(bundle, id) && depends) {
                activate(bundle, id, true);
            }
        });
    }

    /** An update that cannot run leaves the version before it running, as one that came as a package does. */
    private void restore(BundleName bundle) {
        for (StoredPlugin plugin : catalogue.list()) {
            if (plugin.state() == PluginState.INACTIVE && plugin.reason().equals(Optional.of(bundle.stopped()))) {
                PluginId before = plugin.current();
                PluginId now = brought.get(bundle);
                if (now == null || now.slug().equals(before.slug()) && !now.equals(before)) {
                    plugins.activate(before.slug(), Optional.of(before.version()), bundle.by());
                    LOG.warn("{} runs again, because what {} brings now does not", before, bundle.by());
                }
            }
        }
    }

    private void deactivate(BundleName bundle, String slug) {
        plugins.withdraw(slug, bundle.by());
        catalogue.find(slug).filter(plugin -> plugin.state() == PluginState.INACTIVE).ifPresent(plugin -> catalogue.compareAndSet(
                plugin, plugin.become(plugin.state(), Optional.of(bundle.stopped()), plugin.changedAt()), Optional.empty()));
    }

    /** What a bundle whose own package was refused had brought before. */
    private Optional<StoredPlugin> restored(BundleName bundle) {
        return catalogue.list().stream().filter(plugin -> isOf(bundle, plugin.current())).findFirst();
    }

    private boolean isOf(BundleName bundle, PluginId id) {
        return stored(id).filter(version -> bundle.is(version.installedBy())).isPresent();
    }

    private boolean installed(PluginId id) {
        return catalogue.find(id.slug()).isPresent() && stored(id).isPresent();
    }

    private Optional<StoredVersion> stored(PluginId id) {
        return catalogue.versions(id.slug()).stream().filter(version -> version.id().equals(id)).findFirst();
    }
}
