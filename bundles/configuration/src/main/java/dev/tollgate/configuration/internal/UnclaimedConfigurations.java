package dev.tollgate.configuration.internal;

import dev.tollgate.abi.PlainText;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.SynchronousConfigurationListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says which configurations of ours no bundle has: a file whose name is misspelt is read like any other, and nobody would ever ask for it. */
final class UnclaimedConfigurations implements SynchronousConfigurationListener {
    private static final Logger LOG = LoggerFactory.getLogger(UnclaimedConfigurations.class);
    private static final String OURS = "dev.tollgate.";

    private final BiPredicate<String, Boolean> claimed;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param claimed whether some bundle has settings of a PID, and takes several configurations of it or one */
    UnclaimedConfigurations(BiPredicate<String, Boolean> claimed) {
        this.claimed = claimed;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() == ConfigurationEvent.CM_UPDATED) {
            look(event.getPid(), event.getFactoryPid());
        } else if (event.getType() == ConfigurationEvent.CM_DELETED) {
            told.remove(event.getPid());
        }
    }

    /** Those that were there before anybody listened. */
    void look(ConfigurationAdmin configurations) throws IOException {
        try {
            Configuration[] there = configurations.listConfigurations("(service.pid=" + OURS + "*)");
            for (Configuration one : there == null ? new Configuration[0] : there) {
                look(one.getPid(), one.getFactoryPid());
            }
        } catch (InvalidSyntaxException impossible) {
            throw new IllegalStateException("the filter is fixed", impossible);
        }
    }

    private void look(String pid, String factoryPid) {
        boolean many = factoryPid != null;
        if (pid.startsWith(OURS) && !claimed.test(many ? factoryPid : pid, many) && told.add(pid)) {
            LOG.warn("configuration {} configures nothing: no bundle that is installed takes one of that name; correct the name of its file, or"
                    + " install the bundle", PlainText.of(pid));
        }
    }

    /** What was said, for as long as it is so. */
    Set<String> told() {
        return Set.copyOf(told);
    }
}
