package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobsAdmin;
import dev.tollgate.jobs.ScheduleStatus;
import dev.tollgate.jobs.internal.schedule.ChosenSchedules;
import dev.tollgate.jobs.internal.schedule.Firing;
import dev.tollgate.jobs.internal.schedule.Reckoner;
import dev.tollgate.jobs.internal.schedule.ScheduleControl;
import dev.tollgate.jobs.internal.schedule.ScheduleReader;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.ScheduleStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;

/** Empties the dead letters, one way or the other, opens and closes groups, and switches schedules. */
@Component(configurationPid = EngineSettings.PID)
public final class StoredJobsAdmin implements JobsAdmin {
    private final JobStore store;
    private final Doorbell bell;
    private final Clock clock;
    private final ScheduleControl schedules;

    @Activate
    public StoredJobsAdmin(@Reference(name = EngineSettings.STORE, target = EngineSettings.OWN_STORE) JobStore store,
            @Reference ChosenSchedules schedules, @Reference Reckoner reckoner, @Reference NodeName node, @Reference Doorbell bell,
            @Reference ScheduleBell scheduleBell) {
        this(store, schedules.store(), reckoner, node.value(), new SecureRandom(), bell, scheduleBell);
    }

    /** Other keys of the configuration are no reason to stop; another store is, and is not told here. */
    @Modified
    void keep() {
        // What is used stays.
    }

    public StoredJobsAdmin(JobStore store, ScheduleStore schedules, Reckoner reckoner, String node, RandomGenerator random,
            Doorbell bell, ScheduleBell scheduleBell) {
        this.store = store;
        this.bell = bell;
        this.clock = store.clock();
        this.schedules = new ScheduleControl(new ScheduleReader(schedules, node, reckoner, clock), new Firing(node, new JobIds(clock, random)),
                bell, scheduleBell);
    }

    @Override
    public void replay(JobId id, UnaryOperator<byte[]> payload) {
        if (replayed(List.of(id), payload).isEmpty()) {
            throw notDead(id, "replayed");
        }
        bell.ring();
    }

    @Override
    public void discard(JobId id) {
        if (store.discard(List.of(id), clock.instant()).isEmpty()) {
            throw notDead(id, "discarded");
        }
    }

    @Override
    public JobId runNow(String schedule, String by) {
        return schedules.runNow(schedule, by);
    }

    @Override
    public void setStatus(String schedule, ScheduleStatus status, String by) {
        schedules.setStatus(schedule, status, by);
    }

    @Override
    public Bulk replayAll(JobFilter dead, UnaryOperator<byte[]> payload) {
        try {
            return new DeadLetters(store, ids -> replayed(ids, payload)).all(dead);
        } finally {
            bell.ring();
        }
    }

    @Override
    public Bulk discardAll(JobFilter dead) {
        return new DeadLetters(store, ids -> store.discard(ids, clock.instant())).all(dead);
    }

    @Override
    public void pause(String queue, String group, String by) {
        store.set(queue, group, GroupState.PAUSED, by, clock.instant());
    }

    @Override
    public void resume(String queue, String group, String by) {
        store.set(queue, group, GroupState.OPEN, by, clock.instant());
    }

    @Override
    public int close(String queue, String group, String by) {
        return store.set(queue, group, GroupState.CLOSED, by, clock.instant());
    }

    @Override
    public void open(String queue, String group) {
        store.set(queue, group, GroupState.OPEN, "", clock.instant());
        bell.ring();
    }

    /** Its node may be gone by now, and the job would wait for ever. */
    private Set<JobId> replayed(List<JobId> ids, UnaryOperator<byte[]> payload) {
        store.get(ids).stream().filter(job -> OneNodesQueue.is(job.queue())).findFirst().ifPresent(job -> {
            throw new IllegalStateException("job " + job.id() + " was for one node alone (" + job.queue()
                    + ") and is not replayed: run its schedule now on the node where you want it");
        });
        return store.replay(ids, clock.instant(), payload);
    }

    private static IllegalStateException notDead(JobId id, String done) {
        return new IllegalStateException("job " + id + " is not in the dead letters: only dead letters can be " + done);
    }
}
