package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoreException;
import java.util.concurrent.Executor;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The extender of bundles with the header {@code Tollgate-Plugin}. A bundle that is stopped with the framework, or that was
 * not seen to stop because this component went first, says nothing about its plugin: the catalogue restores what was active.
 */
@Component(service = {})
@Capability(namespace = "osgi.extender", name = "tollgate.plugin", version = "1.0")
public final class PluginBundles {
    private static final Logger LOG = LoggerFactory.getLogger(PluginBundles.class);

    private final Bundle framework;
    private final BundlePlugins plugins;
    private final BundleTracker<BundleName> tracker;
    private volatile boolean closed;

    /**
     * What is there already is looked at on a thread of its own: a task of the job engine activates a plugin, and this thread may be
     * the one that is about to start the engine.
     *
     * @param serving what does those tasks
     */
    @Activate
    public PluginBundles(BundleContext context, @Reference PluginRegistry plugins, @Reference ChosenCatalogue catalogue,
            @Reference LifecycleServing serving) {
        this(context, plugins, catalogue.store(), PluginBundles::aside);
    }

    PluginBundles(BundleContext context, PluginRegistry plugins, CatalogueStore catalogue, Executor first) {
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.plugins = new BundlePlugins(plugins, catalogue);
        this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, new Starts());
        first.execute(tracker::open);
    }

    private static void aside(Runnable task) {
        Thread thread = new Thread(task, "tollgate-plugin-bundles");
        thread.setDaemon(true);
        thread.start();
    }

    @Deactivate
    void close() {
        closed = true;
        tracker.close();
    }

    private final class Starts implements BundleTrackerCustomizer<BundleName> {
        @Override
        public BundleName addingBundle(Bundle bundle, BundleEvent event) {
            if (!BundlePackage.isIn(bundle)) {
                return null;
            }
            BundleName name = BundleName.of(bundle);
            attempt(name, () -> plugins.started(name, () -> BundlePackage.read(bundle)));
            return name;
        }

        @Override
        public void modifiedBundle(Bundle bundle, BundleEvent event, BundleName name) {
            // Tracked in one state only.
        }

        @Override
        public void removedBundle(Bundle bundle, BundleEvent event, BundleName name) {
            if (!closed && framework.getState() != Bundle.STOPPING) {
                attempt(name, () -> plugins.stopped(name));
            }
        }
    }

    /** The bundle is started or stopped whatever becomes of its plugin; its files are gone where it was uninstalled meanwhile. */
    private static void attempt(BundleName bundle, Runnable change) {
        try {
            change.run();
        } catch (PluginException | StoreException | IllegalStateException failure) {
            LOG.error("the plugin of {}: {}", bundle.by(), failure.getMessage());
        }
    }
}
