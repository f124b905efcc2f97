package dev.tollgate.lifecycle.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the catalogue is kept.
 *
 * @param development  whether a version may have several packages, of which the one that was installed last is meant
 * @param versionsKept how many versions of a plugin, beside the one that is current and the one before it
 * @param historyKept  how many events of a plugin
 */
@Component(service = CatalogueRules.class, configurationPid = LifecycleSettings.PID)
public record CatalogueRules(boolean development, int versionsKept, int historyKept) {
    static final CatalogueRules DEFAULT = new CatalogueRules(false, LifecycleSettings.VERSIONS_KEPT, LifecycleSettings.HISTORY_KEPT);
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueRules.class);

    public CatalogueRules {
        checked("versions.kept", versionsKept, 0);
        checked("history.kept", historyKept, 1);
    }

    @Activate
    public CatalogueRules(LifecycleSettings settings) {
        this(settings.development(), settings.versions_kept(), settings.history_kept());
        if (development) {
            LOG.warn("development mode: a version of a plugin may be installed with other content, and takes over at once where it is active"
                    + " ('development' in the configuration {}); not for a server that others rely on", LifecycleSettings.PID);
        }
    }

    private static void checked(String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException("configuration " + LifecycleSettings.PID + ": " + key + " is " + value
                    + ", allowed is a whole number from " + least);
        }
    }
}
