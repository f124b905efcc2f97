package dev.tollgate.lifecycle.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the catalogue is kept, at present: an operator may change it while plugins run. */
@Component(service = CatalogueRules.class, configurationPid = LifecycleSettings.PID)
public final class CatalogueRules {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueRules.class);

    private volatile Rules now;

    private record Rules(boolean development, int versionsKept, int historyKept) {
        Rules {
            checked("versions.kept", versionsKept, 0);
            checked("history.kept", historyKept, 1);
        }
    }

    @Activate
    public CatalogueRules(LifecycleSettings settings) {
        configure(settings);
    }

    CatalogueRules(boolean development, int versionsKept, int historyKept) {
        this.now = new Rules(development, versionsKept, historyKept);
    }

    static CatalogueRules byDefault() {
        return new CatalogueRules(false, LifecycleSettings.VERSIONS_KEPT, LifecycleSettings.HISTORY_KEPT);
    }

    @Modified
    void configure(LifecycleSettings settings) {
        now = new Rules(settings.development(), settings.versions_kept(), settings.history_kept());
        if (now.development()) {
            LOG.warn("development mode: a version of a plugin may be installed with other content, and takes over at once where it is active"
                    + " ('development' in the configuration {}); not for a server that others rely on", LifecycleSettings.PID);
        }
    }

    /** Whether a version may have several packages, of which the one that was installed last is meant. */
    boolean development() {
        return now.development();
    }

    /** How many versions of a plugin, beside the one that is current and the one before it. */
    int versionsKept() {
        return now.versionsKept();
    }

    /** How many events of a plugin. */
    int historyKept() {
        return now.historyKept();
    }

    private static void checked(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("configuration " + LifecycleSettings.PID + ": " + key + " is " + value
                    + ", allowed is a whole number from " + least);
        }
    }
}
