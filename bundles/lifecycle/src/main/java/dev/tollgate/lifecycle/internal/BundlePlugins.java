package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.Delivery;
import dev.tollgate.lifecycle.InstallException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.internal.Deliverer.Installed;
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
    private final Deliverer deliverer;
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
        this.deliverer = new Deliverer(plugins, catalogue);
    }

    /** Installs what the bundle brings, unless it is there, and activates it if it is to run and can be. */
    void started(BundleName bundle, Content content) {
        try {
            Installed installed = deliverer.install(content.read(), bundle.by());
            brought.put(bundle, installed.id());
            activate(bundle, installed);
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

    private void activate(BundleName bundle, Installed installed) {
        Delivery delivery = deliverer.activate(installed, false, bundle.by());
        switch (delivery.outcome()) {
            case STAYS -> LOG.warn("{} brings {}: {}", bundle.by(), installed.id(), delivery.detail());
            case WAITS, FAILED -> {
                waiting.put(bundle, installed.id());
                LOG.warn("{}, which {} brings, is installed but does not run: {} (afterwards activate it, or start the bundle again)",
                        installed.id(), bundle.by(), delivery.detail());
            }
            case RUNS -> again();
        }
    }

    /** Bundles start in any order, and a plugin may depend on one that has only just become active. */
    private void again() {
        Map.copyOf(waiting).forEach((bundle, id) -> {
            boolean depends = plugins.active(id.slug()).isEmpty() && plugins.dependsOnOthers(id);
            if (waiting.remove(bundle, id) && depends) {
                activate(bundle, new Installed(id, false));
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

    private Optional<StoredVersion> stored(PluginId id) {
        return catalogue.versions(id.slug()).stream().filter(version -> version.id().equals(id)).findFirst();
    }
}
