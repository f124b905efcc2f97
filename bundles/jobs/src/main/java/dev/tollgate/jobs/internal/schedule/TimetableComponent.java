package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.EngineSettings;
import dev.tollgate.jobs.internal.NodeName;
import dev.tollgate.jobs.internal.ScheduleBell;
import dev.tollgate.jobs.internal.Trouble;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that turns this node's {@link Timetable}. A schedule whose queue nobody serves here is left to other nodes. */
@Component(service = {}, immediate = true, configurationPid = EngineSettings.PID)
public final class TimetableComponent {
    private static final Logger LOG = LoggerFactory.getLogger(TimetableComponent.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** A store that does not answer must not hold up a stop; its own time-outs end the thread. */
    private static final long STOP_MILLIS = 5_000;

    private final ScheduleBell bell;
    private final Registrars registrars;
    private final Map<ServiceReference<JobHandler>, String> queues = new ConcurrentHashMap<>();
    private final Timetable timetable;
    private final Presence presence;
    private final Thread thread;
    private volatile boolean closed;

    @Activate
    public TimetableComponent(@Reference(name = EngineSettings.STORE, target = EngineSettings.OWN_STORE) JobStore jobs,
            @Reference ChosenSchedules schedules, @Reference NodeName node, @Reference Reckoner reckoner, @Reference Doorbell doorbell,
            @Reference ScheduleBell bell, @Reference Registrars registrars) {
        this.bell = bell;
        this.registrars = registrars;
        this.timetable = new Timetable(node.value(), schedules.store(), jobs.clock(), reckoner, new SecureRandom(), doorbell, this::handled);
        this.presence = new Presence(node.value(), schedules.store(), jobs.clock());
        this.thread = new Thread(this::turn, "tollgate-job-timetable");
        thread.setDaemon(true);
        thread.start();
    }

    /** Other keys of the configuration are no reason to stop; another store is, and is not told here. */
    @Modified
    void keep() {
        // What is used stays.
    }

    @Reference(name = "handler", service = JobHandler.class, cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            updated = "addHandler", unbind = "removeHandler")
    void addHandler(ServiceReference<JobHandler> reference) {
        queues.put(reference, String.valueOf(reference.getProperty(JobHandler.QUEUE)));
        bell.ring();
    }

    void removeHandler(ServiceReference<JobHandler> reference) {
        queues.remove(reference);
    }

    @Deactivate
    void close() {
        closed = true;
        bell.ring();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean handled(StoredSchedule schedule) {
        return queues.containsValue(schedule.declaration().queue()) && registrars.handles(schedule);
    }

    private void turn() {
        Trouble firing = new Trouble(LOG, "firing schedules");
        Trouble being = new Trouble(LOG, "telling other nodes that this one is up");
        while (!closed) {
            guarded(being, () -> {
                presence.tick();
                return Duration.ZERO;
            });
            Duration pause = guarded(firing, timetable::round);
            try {
                if (bell.await(pause)) {
                    timetable.changed();
                }
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** An error too must not end this thread, and with it every schedule of the node. */
    private static Duration guarded(Trouble trouble, Supplier<Duration> step) {
        try {
            Duration pause = step.get();
            trouble.over();
            return pause;
        } catch (RuntimeException | Error failed) {
            trouble.began(failed);
            return AFTER_FAILURE;
        }
    }
}
