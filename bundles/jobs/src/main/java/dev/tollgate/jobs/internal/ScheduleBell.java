package dev.tollgate.jobs.internal;

import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Wakes who looks after schedules, when they may have changed: here, or on another node. */
@Component(service = ScheduleBell.class)
public final class ScheduleBell {
    private final Doorbell bell = new Doorbell();

    @Activate
    public ScheduleBell() {
    }

    public void ring() {
        bell.ring();
    }

    /** Waits for a ring since the last wait; whether there was one. */
    public boolean await(Duration most) throws InterruptedException {
        return bell.await(most);
    }
}
