package dev.tollgate.lifecycle.internal;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;

/**
 * Lets generations come to their end. What one began when another takes over has so much time, and is ended then; a service has twice
 * as long, once for what waits for it and once to be stopped.
 */
@Component(service = Drain.class, configurationPid = LifecycleSettings.PID)
public final class Drain {
    private static final int SERVICE = 2;

    private volatile Duration time;
    private final Timer timer;

    @Activate
    public Drain(LifecycleSettings settings) {
        this(checked(settings.drain_seconds()), new TimerThread("tollgate-drain"));
    }

    Drain(Duration time, Timer timer) {
        this.time = time;
        this.timer = timer;
    }

    /** For what is replaced or stopped from now on. */
    @Modified
    void configure(LifecycleSettings settings) {
        time = checked(settings.drain_seconds());
    }

    @Deactivate
    void close() {
        timer.close();
    }

    /** Another generation took over: nothing but its service begins anything on this one. */
    void replaced(LoadedPlugin old) {
        stopped(old);
        if (!old.work().isDeserted()) {
            timer.after(time, old.work()::end);
        }
    }

    /** Nothing takes over: what was begun goes on for as long as it may anyway. */
    void stopped(LoadedPlugin old) {
        old.work().shut();
        if (old.service().isEmpty()) {
            old.serving().shut();
        } else {
            timer.after(time.multipliedBy(SERVICE), old.serving()::end);
        }
    }

    private static Duration checked(long seconds) {
        if (seconds < 0) {
            throw new IllegalArgumentException("configuration " + LifecycleSettings.PID + ": drain.seconds is " + seconds
                    + ", allowed is a whole number from 0");
        }
        return Duration.ofSeconds(seconds);
    }
}
