package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.internal.JobDecisions;
import dev.tollgate.jobs.internal.JobIds;
import dev.tollgate.jobs.internal.OneNodesQueue;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Makes of a schedule what a store decides: the job of a fire time, on this node's behalf. */
public record Firing(String node, JobIds ids) {
    /** The fire time has come. */
    Fire at(StoredSchedule schedule, Instant fireAt, Instant now) {
        return fire(schedule, Optional.of(fireAt), Origin.fired(schedule.id(), fireAt), Optional.empty(), now);
    }

    /** The last of the fire times that nobody fired stands for all of them. */
    Fire missed(StoredSchedule schedule, Misfire.Missed missed, Instant now) {
        return fire(schedule, Optional.of(missed.last()), Origin.fired(schedule.id(), missed.last()), Optional.of(missed.reason()), now);
    }

    /** An administrator wants it in between. */
    public Fire manual(StoredSchedule schedule, String by, Instant now) {
        Fire fire = fire(schedule, Optional.empty(), Origin.manual(schedule.id(), by), Optional.empty(), now);
        NewJob job = fire.job();
        return new Fire(fire.schedule(), fire.revision(), fire.fireAt(), fire.node(), new NewJob(job.id(), job.request(), now,
                Optional.of(JobDecisions.RUN_SCHEDULE.about(schedule.id(), job.id(), by, now))), fire.missed());
    }

    private Fire fire(StoredSchedule schedule, Optional<Instant> fireAt, Origin origin, Optional<String> missed, Instant now) {
        Declaration declaration = schedule.declaration();
        boolean perNode = declaration.contract().scope() == Scope.ALL_NODE;
        String place = perNode ? "@" + node : "";
        Terms terms = Terms.retries(declaration.maxRetry()).timeout(declaration.contract().timeout()).from(origin);
        if (declaration.contract().singleton()) {
            // Not even beside a worker that lost its lease and does not know it yet; the count of live jobs does not see that one.
            terms = terms.exclusive("schedule:" + schedule.id() + place);
        }
        String queue = perNode ? OneNodesQueue.of(declaration.queue(), node) : declaration.queue();
        JobRequest request = new JobRequest(queue, declaration.type(), schedule.group(), declaration.payload(), Duration.ZERO,
                Admission.FREE, terms);
        return new Fire(schedule.id(), schedule.revision(), fireAt, perNode ? Optional.of(node) : Optional.empty(),
                new NewJob(ids.next(), request, now), missed);
    }
}
