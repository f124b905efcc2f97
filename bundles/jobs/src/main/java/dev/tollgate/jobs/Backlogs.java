package dev.tollgate.jobs;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What waits although its time has come. */
@ProviderType
public interface Backlogs {
    /** Jobs that are due, by queue; queues that other nodes alone may serve are left out. */
    List<Backlog> backlog();

    /**
     * Schedules that are enabled and have a fire time more than so long ago that nobody decided: no node that can run them is up. Those of
     * all nodes are late for this one.
     */
    List<ScheduleView> late(Duration by);
}
