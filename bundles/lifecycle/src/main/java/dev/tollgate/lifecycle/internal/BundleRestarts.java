package dev.tollgate.lifecycle.internal;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a plugin bundle that lost what it was wired to, when that is there again. A framework stops such a bundle, and
 * leaves it so for good. What tollgate-bnd writes needs no wire; an author's own requirements may.
 */
@Component(service = {})
public final class BundleRestarts implements BundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(BundleRestarts.class);

    private final BundleContext context;
    private final Bundle framework;

    @Activate
    public BundleRestarts(BundleContext context) {
        this.context = context;
        this.framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        // Told after the event, and outside the framework's locks, because it is no SynchronousBundleListener.
        context.addBundleListener(this);
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.RESOLVED && framework.getState() == Bundle.ACTIVE) {
            for (Bundle bundle : context.getBundles()) {
                if (bundle.getState() == Bundle.INSTALLED && BundlePackage.isIn(bundle) && isToRun(bundle)) {
                    start(bundle);
                }
            }
        }
    }

    /** Its own start is remembered by the framework, and its level is reached. */
    private boolean isToRun(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level.isPersistentlyStarted() && level.getStartLevel() <= framework.adapt(FrameworkStartLevel.class).getStartLevel();
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start(Bundle.START_TRANSIENT);
            LOG.info("{} can be resolved again and was started", BundleName.of(bundle).by());
        } catch (BundleException stillMissing) {
            LOG.debug("{} cannot be started yet: {}", BundleName.of(bundle).by(), stillMissing.getMessage());
        }
    }
}
