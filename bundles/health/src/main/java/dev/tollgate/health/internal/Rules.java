package dev.tollgate.health.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rules that hold now. A configuration that is wrong changes nothing: checks that vanished because of it would be taken for green ones. */
@Component(service = Rules.class, configurationPid = HealthSettings.PID)
@Designate(ocd = HealthSettings.class)
public final class Rules {
    private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

    private volatile HealthRules now;
    private volatile Runnable listener = () -> { };

    @Activate
    public Rules(HealthSettings settings) {
        this.now = HealthRules.DEFAULT;
        change(settings);
    }

    HealthRules now() {
        return now;
    }

    /** Told after each change, and now. There is one. */
    synchronized void listen(Runnable changed) {
        listener = changed;
        changed.run();
    }

    @Modified
    void change(HealthSettings settings) {
        try {
            now = HealthRules.of(settings);
        } catch (IllegalArgumentException wrong) {
            LOG.error("{}; what was set before stays as it is", wrong.getMessage());
            return;
        }
        synchronized (this) {
            listener.run();
        }
    }
}
