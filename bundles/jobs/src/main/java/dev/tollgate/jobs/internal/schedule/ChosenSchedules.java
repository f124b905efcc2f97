package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.spi.ScheduleStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/**
 * The schedules' store. Whoever needs it beside the jobs' store refers to this: then every component has one reference named
 * {@value EngineSettings#STORE} at most, and the one key {@code store.target} of the configuration chooses for both.
 */
@Component(service = ChosenSchedules.class, configurationPid = EngineSettings.PID)
public final class ChosenSchedules {
    private final ScheduleStore store;

    @Activate
    public ChosenSchedules(@Reference(name = EngineSettings.STORE, target = EngineSettings.OWN_STORE) ScheduleStore store) {
        this.store = store;
    }

    /** Other keys of the configuration are no reason to stop; another store is, and is not told here. */
    @Modified
    void keep() {
        // What is used stays.
    }

    public ScheduleStore store() {
        return store;
    }
}
