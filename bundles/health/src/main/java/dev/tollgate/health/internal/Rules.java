package dev.tollgate.health.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;

/** The rules that hold now. */
@Component(service = Rules.class, configurationPid = HealthSettings.PID)
@Designate(ocd = HealthSettings.class)
public final class Rules {
    private volatile HealthRules now;
    private volatile Runnable listener = () -> { };

    @Activate
    public Rules(HealthSettings settings) {
        this.now = HealthRules.of(settings);
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
        now = HealthRules.of(settings);
        synchronized (this) {
            listener.run();
        }
    }
}
