package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobHandler;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.Transition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One worker of the store: claims, runs and writes. Every step is a method that somebody else calls, on threads in
 * {@link Engine} and by hand in tests; no step waits for another.
 */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final String STOPPED = "the host stopped before it was done";
    private static final int LARGEST_WRITE = 500;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
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
    private final Holds holds;
    private final RunLog log;
    /** Whether the last round claimed as much as it wanted; for the thread that calls {@link #round}. */
    private boolean overfull;
    private Instant nextLook = Instant.MIN;
    private final JobObservers observers;
    private final Outbox outbox = new Outbox();

    /** One that nobody looks on at. */
    public Worker(String name, JobStore store, Handlers<?> handlers, EngineSettings settings, RetryPolicy policy, Doorbell bell,
            Executor threads) {
        this(name, store, handlers, settings, policy, bell, threads, new JobObservers());
    }

    public Worker(String name, JobStore store, Handlers<?> handlers, EngineSettings settings, RetryPolicy policy, Doorbell bell,
            Executor threads, JobObservers observers) {
        this.observers = observers;
        this.name = name;
        this.store = store;
        this.handlers = handlers;
        this.settings = settings;
        this.clock = store.clock();
        this.policy = policy;
        this.bell = bell;
        this.threads = threads;
        this.prefetch = new Prefetch(settings.workers());
        this.holds = new Holds(clock);
        this.log = new RunLog(name);
    }

    /** The queue of jobs that only this node may run, beside a queue for all. */
    private String own(String queue) {
        return OneNodesQueue.of(queue, name);
    }

    /** Claims what there is room for; how long to wait for the doorbell before the next round. */
    public Duration round() {
        int wanted = wanted();
        if (wanted == 0) {
            return settings.poll();
        }
        Instant now = clock.instant();
        // Few jobs are for one node: while there is more to claim than it can run, it looks for them now and then only.
        boolean look = !overfull || !now.isBefore(nextLook);
        if (look) {
            nextLook = now.plus(BETWEEN_LOOKS);
        }
        overfull = true;
        Duration pause = settings.poll();
        for (Serving serving : handlers.inTurn()) {
            Optional<Instant> own = look ? store.nextDue(own(serving.queue())) : Optional.empty();
            if (own.isPresent() && !own.get().isAfter(now)) {
                wanted -= claim(serving, own(serving.queue()), now, wanted);
            }
            wanted -= wanted == 0 ? 0 : claim(serving, serving.queue(), now, wanted);
            if (wanted == 0) {
                return settings.poll();
            }
            pause = shorter(pause, shorter(until(own, now), until(store.nextDue(serving.queue()), now)));
        }
        overfull = false;
        return look ? pause : Duration.ZERO;
    }

    /** Writes up to a batch of what has ended; false when there was nothing to write. */
    public boolean flush() {
        List<Ended> ended = outbox.next(LARGEST_WRITE);
        if (ended.isEmpty()) {
            return false;
        }
        List<Transition> batch = ended.stream().map(Ended::transition).toList();
        Set<JobId> written;
        try {
            written = store.write(name, batch, ended.stream().flatMap(end -> end.run().stream()).toList());
        } catch (RuntimeException failed) {
            outbox.putBack(ended);
            throw failed;
        }
        holds.settled(batch);
        batch.stream().filter(transition -> !written.contains(transition.id())).forEach(transition -> LOG.warn(
                "job {} is no longer this worker's: it lost its lease while it ran, what it did is not recorded and it "
                + "runs again. A longer lease ({}, key {}) prevents this where the process was held up",
                transition.id(), EngineSettings.PID, EngineSettings.LEASE.key()));
        ended.stream().filter(end -> written.contains(end.transition().id())).forEach(observers::written);
        if (ended.stream().anyMatch(Ended::makesRoom)) {
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
        List<Hold> lost = holds.extended(leases, kept, leaseUntil);
        // Although it will be fenced off: the store is to know that what it claimed does not go on here.
        lost.stream().filter(hold -> hold.phase() == Hold.Phase.ENDED)
                .forEach(hold -> outbox.add(Ended.unlogged(hold.execution(), policy.giveBack(hold.execution(), "its lease ended before a thread was free"))));
        if (!lost.isEmpty()) {
            LOG.warn("{} jobs lost their lease to another worker: {}", lost.size(),
                    lost.stream().map(hold -> hold.execution().id().value()).limit(10).collect(Collectors.joining(", ")));
        }
    }

    /** Interrupts what took longer than it may, and what lost its lease. */
    public void endWhatMust() {
        holds.endWhatMust(clock.instant());
    }

    /** Interrupts executions of these jobs soon: the store can no longer tell that they are the only ones. */
    void unprotected(Set<JobId> jobs) {
        LOG.warn("the lock that keeps {} exclusive jobs from running twice was lost; they are ended", jobs.size());
        holds.lose(jobs);
    }

    /** Gives back what has been claimed but not started. */
    public int giveBackWaiting() {
        List<Hold> given = holds.endWaiting();
        given.forEach(hold -> outbox.add(Ended.unlogged(hold.execution(), policy.giveBack(hold.execution(), STOPPED))));
        return given.size();
    }

    /** Gives back what still runs; whatever it answers later no longer counts. */
    public int giveBackRunning() {
        List<Hold> given = holds.endRunning();
        given.forEach(hold -> outbox.add(new Ended(hold.execution(), policy.giveBack(hold.execution(), STOPPED),
                log.cancelled(hold.execution(), STOPPED, hold.startedAt(), clock.instant()))));
        return given.size();
    }

    Outbox outbox() {
        return outbox;
    }

    public int unsettled() {
        return holds.size();
    }

    /** Half of the prefetch is used up before more is claimed: a claim per job would undo the batching. */
    private int wanted() {
        int ahead = prefetch.size();
        if (holds.waiting() > ahead / 2 || holds.size() >= MOST_UNSETTLED) {
            return 0;
        }
        return Math.max(0, settings.workers() + ahead - holds.active());
    }

    private int claim(Serving serving, String queue, Instant now, int most) {
        Instant begin = clock.instant();
        List<JobExecution> claimed = store.claim(new Claim(queue, name, now, begin.plus(settings.lease()),
                serving.room(busy(serving.queue())), most));
        prefetch.claimTook(Duration.between(begin, clock.instant()));
        claimed.forEach(holds::claimed);
        claimed.forEach(execution -> threads.execute(() -> run(execution)));
        return claimed.size();
    }

    /** A group's places are the same ones for the jobs of all nodes and for those of this node. */
    private Map<String, Integer> busy(String queue) {
        Map<String, Integer> busy = new HashMap<>(holds.busy(queue));
        holds.busy(own(queue)).forEach((group, count) -> busy.merge(group, count, Integer::sum));
        return busy;
    }

    /** What was due when the claim was made waits for a place of its group, not for the clock: the end of a job rings for it. */
    private Duration until(Optional<Instant> next, Instant claimed) {
        return next.filter(due -> due.isAfter(claimed)).map(due -> Duration.between(clock.instant(), due))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait).orElse(settings.poll());
    }

    private void run(JobExecution claimed) {
        Optional<Hold> started = holds.start(claimed, Thread.currentThread());
        if (started.isEmpty()) {
            return;
        }
        Hold hold = started.get();
        Supplier<Ended> ended = carryOut(hold);
        boolean counts = holds.end(hold);
        // An interrupt that was meant for this job must not hit the next one on this thread.
        Thread.interrupted();
        if (counts) {
            outbox.add(ended.get());
        }
        if (wanted() > 0) {
            bell.ring();
        }
    }

    /** How it ended is judged when nothing can happen to it any more. */
    private Supplier<Ended> carryOut(Hold hold) {
        JobExecution execution = hold.execution();
        Instant begin = hold.startedAt();
        if (!hold.held()) {
            return () -> Ended.unlogged(execution, policy.giveBack(execution, "its lease ended before a thread was free"));
        }
        if (policy.lostTooOften(execution)) {
            return () -> Ended.unlogged(execution, policy.buryLost(execution, begin));
        }
        Optional<Serving> serving = handlers.of(OneNodesQueue.forAll(execution.queue()));
        if (serving.isEmpty()) {
            return () -> Ended.unlogged(execution, policy.giveBack(execution, "the handler of queue " + execution.queue() + " went away"));
        }
        JobResult result = answer(serving.get().handler(), execution, hold);
        Instant end = clock.instant();
        prefetch.took(Duration.between(begin, end));
        return () -> judged(hold, result, end);
    }

    private Ended judged(Hold hold, JobResult answered, Instant end) {
        JobExecution execution = hold.execution();
        if (hold.cutOff() && !(answered instanceof JobResult.Done)) {
            String why = "it was ended because its lease was lost";
            return new Ended(execution, policy.giveBack(execution, why), log.cancelled(execution, why, hold.startedAt(), end));
        }
        JobResult result = hold.overdue() ? policy.overdue(execution, answered) : answered;
        return new Ended(execution, policy.after(execution, result, end), log.entry(execution, result, hold.startedAt(), end));
    }

    private static JobResult answer(JobHandler handler, JobExecution execution, Lease lease) {
        try {
            JobResult result = handler.run(execution, lease);
            return result != null ? result : new JobResult.Failed("its handler answered nothing: " + handler.getClass(), "");
        } catch (Throwable thrown) {
            // Errors too: a handler whose bundle is half gone throws LinkageErrors, and the job must not stay claimed.
            LOG.debug("the handler of job {} threw", execution.id(), thrown);
            String message = thrown.getMessage();
            return new JobResult.Failed(message != null ? message : thrown.getClass().getName(), "");
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
