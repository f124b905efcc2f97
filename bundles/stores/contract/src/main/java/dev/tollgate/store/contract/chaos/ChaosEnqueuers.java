package dev.tollgate.store.contract.chaos;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobQueue;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.JobStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Threads that enqueue so many jobs of 50 groups, one by one and in batches, again where they were not acknowledged. */
public final class ChaosEnqueuers {
    private static final String WORK = "work";
    private static final int GROUPS = 50;
    private static final int THREADS = 4;
    private static final int BATCH = 50;
    private static final int RETRIES = 1_000;

    private final JobQueue queue;
    private final Journal journal;
    private final int wanted;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    /** @param name of their journal; @param wanted how many jobs, numbered, of which those that are there already are not added again */
    public ChaosEnqueuers(String name, JobQueue queue, int wanted, Path folder) {
        this.queue = queue;
        this.journal = new Journal(folder.resolve(name + ".journal"));
        this.wanted = wanted;
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::enqueue, "enqueuer-" + i);
            thread.start();
            threads.add(thread);
        }
    }

    /** Whether all jobs are acknowledged. */
    public boolean done() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Whether all jobs are acknowledged and none of them is left to run; those of schedules go on for ever. */
    public boolean allRan(JobStore store) {
        return done() && Stream.of(JobState.QUEUED, JobState.RUNNING)
                .allMatch(state -> store.list(JobFilter.any(1).type(WORK).in(state)).isEmpty());
    }

    private void enqueue() {
        for (int first = next.getAndAdd(BATCH); first < wanted; first = next.getAndAdd(BATCH)) {
            List<JobRequest> batch = new ArrayList<>();
            for (int i = first; i < Math.min(wanted, first + BATCH); i++) {
                batch.add(request(i));
            }
            if (first / BATCH % 2 == 0) {
                untilAcknowledged(batch);
            } else {
                batch.forEach(request -> untilAcknowledged(List.of(request)));
            }
        }
    }

    /** An idempotency key makes one job of it, though an answer was lost. */
    private static JobRequest request(int number) {
        return JobRequest.of(ChaosNode.QUEUE, WORK, "group-" + number % GROUPS, ("job " + number).getBytes(), RETRIES)
                .admitted(Admission.FREE.once("job-" + number))
                .on(Terms.retries(RETRIES).from(Origin.enqueued("test")));
    }

    private void untilAcknowledged(List<JobRequest> batch) {
        while (true) {
            try {
                queue.enqueue(batch).forEach(answer -> journal.note("acknowledged", ((Enqueued.Present) answer).id().value(), 0));
                return;
            } catch (JobStoreException away) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
