package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker of the store: claims, runs and writes. Every step is a method that somebody else calls, on threads in
 * {@link Engine} and by hand in tests; no step waits for another.
 */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final int LARGEST_WRITE = 500;
    /** While the store takes no writes, claiming more only makes more to repeat. */
    private static final int MOST_UNSETTLED = 4 * LARGEST_WRITE;

    private final String name;
    private final JobStore store;
    private final Handlers<?> handlers;
    private final EngineSettings settings;
    private final Clock clock;
    private final RetryPolicy policy;
    private final Doorbell bell;
    private final Executor threads;
    private final Prefetch prefetch;
    private final Holds holds = new Holds();
    private final Outbox outbox = new Outbox();

    Worker(String name, JobStore store, Handlers<?> handlers, EngineSettings settings, RetryPolicy policy, Doorbell bell,
            Executor threads) {
        this.name = name;
        this.store = store;
        this.handlers = handlers;
        this.settings = settings;
        this.clock = store.clock();
        this.policy = policy;
        this.bell = bell;
        this.threads = threads;
        this.prefetch = new Prefetch(settings.workers());
    }

    /** Claims what there is room for; how long to wait for the doorbell before the next round. */
    Duration round() {
        int wanted = wanted();
        if (wanted == 0) {
            return settings.poll();
        }
        Duration pause = settings.poll();
        for (Serving serving : handlers.inTurn()) {
            wanted -= claim(serving, wanted);
            if (wanted == 0) {
                return settings.poll();
            }
            pause = shorter(pause, untilDue(serving.queue()));
        }
        return pause;
    }

    /** Writes up to a batch of what has ended; false when there was nothing to write. */
    boolean flush() {
        List<Transition> batch = outbox.next(LARGEST_WRITE);
        if (batch.isEmpty()) {
            return false;
        }
        Set<JobId> written;
        try {
            written = store.write(name, batch, List.of());
        } catch (RuntimeException failed) {
            outbox.putBack(batch);
            throw failed;
        }
        holds.settled(batch);
        batch.stream().filter(transition -> !written.contains(transition.id())).forEach(transition -> LOG.warn(
                "job {} is no longer this worker's: it lost its lease while it ran, what it did is not recorded and it "
                + "runs again. A longer lease ({}, key {}) prevents this where the process was held up",
                transition.id(), EngineSettings.PID, EngineSettings.LEASE.key()));
        if (batch.stream().anyMatch(Worker::queuesAgain)) {
            bell.ring();
        }
        return true;
    }

    /** Extends the leases of everything that is not settled. */
    void beat() {
        Map<JobId, Long> leases = holds.leases();
        if (leases.isEmpty()) {
            return;
        }
        Instant leaseUntil = clock.instant().plus(settings.lease());
        Set<JobId> kept = store.extend(name, leases, leaseUntil);
        List<JobExecution> lost = holds.extended(leases, kept, leaseUntil);
        if (!lost.isEmpty()) {
            LOG.warn("{} jobs lost their lease to another worker: {}", lost.size(),
                    lost.stream().map(execution -> execution.id().value()).limit(10).collect(Collectors.joining(", ")));
        }
    }

    /** Gives back what has been claimed but not started. */
    int giveBackWaiting() {
        return giveBack(holds.endWaiting());
    }

    /** Gives back what still runs; whatever it answers later no longer counts. */
    int giveBackRunning() {
        return giveBack(holds.endRunning());
    }

    Outbox outbox() {
        return outbox;
    }

    int unsettled() {
        return holds.size();
    }

    private int giveBack(List<JobExecution> executions) {
        executions.forEach(execution -> outbox.add(policy.giveBack(execution, "the host stopped before it was done")));
        return executions.size();
    }

    /** Half of the prefetch is used up before more is claimed: a claim per job would undo the batching. */
    private int wanted() {
        int ahead = prefetch.size();
        if (holds.waiting() > ahead / 2 || holds.size() >= MOST_UNSETTLED) {
            return 0;
        }
        return Math.max(0, settings.workers() + ahead - holds.active());
    }

    private int claim(Serving serving, int most) {
        Instant now = clock.instant();
        List<JobExecution> claimed = store.claim(new Claim(serving.queue(), name, now, now.plus(settings.lease()),
                serving.room(holds.busy(serving.queue())), most));
        claimed.forEach(holds::claimed);
        claimed.forEach(execution -> threads.execute(() -> run(execution)));
        return claimed.size();
    }

    /** What is due already waits for a place of its group, not for the clock: the end of a job rings for it. */
    private Duration untilDue(String queue) {
        return store.nextDue(queue).map(due -> Duration.between(clock.instant(), due))
                .filter(wait -> !wait.isNegative() && !wait.isZero()).orElse(settings.poll());
    }

    private void run(JobExecution claimed) {
        Optional<JobExecution> started = holds.start(claimed);
        if (started.isEmpty()) {
            return;
        }
        Transition transition = carryOut(started.get());
        if (holds.end(claimed)) {
            outbox.add(transition);
        }
        if (wanted() > 0) {
            bell.ring();
        }
    }

    private Transition carryOut(JobExecution execution) {
        Instant begin = clock.instant();
        if (!begin.isBefore(execution.leaseUntil())) {
            return policy.giveBack(execution, "its lease ended before a thread was free");
        }
        if (policy.lostTooOften(execution)) {
            return policy.buryLost(execution, begin);
        }
        Optional<Serving> serving = handlers.of(execution.queue());
        if (serving.isEmpty()) {
            return policy.giveBack(execution, "the handler of queue " + execution.queue() + " went away");
        }
        JobResult result = answer(serving.get().handler(), execution);
        Instant end = clock.instant();
        prefetch.took(Duration.between(begin, end));
        return policy.after(execution, result, end);
    }

    private static JobResult answer(JobHandler handler, JobExecution execution) {
        try {
            JobResult result = handler.run(execution, null);
            return result != null ? result : new JobResult.Failed("its handler answered nothing: " + handler.getClass(), "");
        } catch (Throwable thrown) {
            // Errors too: a handler whose bundle is half gone throws LinkageErrors, and the job must not stay claimed.
            LOG.debug("the handler of job {} threw", execution.id(), thrown);
            String message = thrown.getMessage();
            return new JobResult.Failed(message != null ? message : thrown.getClass().getName(), "");
        } finally {
            // An interrupt that was meant for this job must not hit the next one on this thread.
            Thread.interrupted();
        }
    }

    private static boolean queuesAgain(Transition transition) {
        return transition instanceof Transition.Retry || transition instanceof Transition.Release;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
