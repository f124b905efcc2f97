package dev.tollgate.store.contract.chaos;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Schedules.Declaration;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Fire;
import dev.tollgate.jobs.spi.Fired;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.ScheduleStore;
import dev.tollgate.jobs.spi.StoredSchedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fires singleton schedules several times a second, which no pattern may: every node decides every fire time. */
final class Metronome implements Runnable {
    static final String GROUP = "metronome";
    static final int SCHEDULES = 4;
    private static final Logger LOG = LoggerFactory.getLogger(Metronome.class);
    private static final Duration BEAT = Duration.ofMillis(250);

    private final String node;
    private final JobStore jobs;
    private final ScheduleStore schedules;
    private final Journal journal;

    Metronome(String node, JobStore jobs, ScheduleStore schedules, Journal journal) {
        this.node = node;
        this.jobs = jobs;
        this.schedules = schedules;
        this.journal = journal;
    }

    static List<Declaration> declarations() {
        return java.util.stream.IntStream.range(0, SCHEDULES).mapToObj(i -> new Declaration(
                new JobContract("beat-" + i, "", "", "@daily", ZoneOffset.UTC, JobContract.Scope.LEADER, 1, Duration.ofSeconds(30), "beat"),
                ChaosNode.QUEUE, "beat", new byte[0], 3)).toList();
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(BEAT.toMillis() / 5);
                fireAll();
            } catch (InterruptedException end) {
                return;
            } catch (RuntimeException away) {
                LOG.debug("tried again with the next beat", away);
            }
        }
    }

    private void fireAll() {
        Instant now = jobs.clock().instant();
        Instant beat = Instant.ofEpochMilli(now.toEpochMilli() / BEAT.toMillis() * BEAT.toMillis());
        for (StoredSchedule schedule : schedules.all(node)) {
            JobId id = new JobId(UUID.randomUUID().toString());
            Declaration declared = schedule.declaration();
            JobRequest request = JobRequest.of(declared.queue(), declared.type(), GROUP, declared.payload(), declared.maxRetry())
                    .on(Terms.retries(declared.maxRetry()).exclusive("schedule:" + schedule.id()).timeout(declared.contract().timeout())
                            .from(Origin.fired(schedule.id(), beat)));
            Fired fired = schedules.fire(new Fire(schedule.id(), schedule.revision(), Optional.of(beat), Optional.empty(),
                    new NewJob(id, request, now), Optional.empty()));
            if (fired instanceof Fired.Enqueued enqueued) {
                journal.note("fired", schedule.id() + "@" + beat.toEpochMilli() + "@" + enqueued.id(), 0);
            }
        }
    }
}
