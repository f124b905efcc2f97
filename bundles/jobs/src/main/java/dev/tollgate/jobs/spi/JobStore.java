package dev.tollgate.jobs.spi;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Keeps jobs. Every method is one transaction, durable when it returns, and safe to call from many threads. Failures are
 * {@link dev.tollgate.jobs.JobStoreException}. Moments are kept to the millisecond at least.
 *
 * <p>A store that knows at its opening that no other process uses it queues again what was running, without waiting for
 * leases to end.
 */
@ConsumerType
public interface JobStore {
    /**
     * The clock that all who use this store date by, so that nodes whose own clocks differ agree on when a lease ends. It does
     * not jump with the machine's.
     */
    Clock clock();

    /**
     * Answers stand in the order of the jobs; equal keys within one call count too. Per job, in this order: the group is open,
     * its quota's rate, its idempotency key, its uniqueness, its quota's depth.
     */
    List<Enqueued> insert(List<NewJob> jobs);

    /**
     * Claims ready jobs, oldest first within a group and fairly between groups: no group gets a second job before every
     * ready group with room got its first, and the next claim goes on with the group after the one where this claim
     * ended. Each claim counts an attempt and gets a fresh, larger token. Groups that are not open are left alone. Of the
     * jobs with one {@link dev.tollgate.jobs.Terms#exclusive} key at most one is running, and one whose last execution may still go on
     * somewhere, lease or not, is not claimed; neither holds up the jobs behind it.
     */
    List<JobExecution> claim(Claim claim);

    /**
     * Writes what executions did; answers with the jobs whose transition was written (the others were fenced off). A retry or
     * a release of a job whose group is closed is written as {@code DISCARDED}.
     *
     * <p>A transition, also one that is fenced off, says that its execution has ended: the next one of its exclusive key may begin.
     * One that was claimed and will not be begun is released.
     *
     * @param runs entries for the run log; one is written if the transition of its job is, among those of this call
     */
    Set<JobId> write(String worker, Collection<Transition> transitions, Collection<RunView> runs);

    /** Extends the leases that {@code worker} still holds under these tokens, and answers with those jobs. */
    Set<JobId> extend(String worker, Map<JobId, Long> tokens, Instant leaseUntil);

    /**
     * Queues again what dead workers left behind: every running job whose lease ended before {@code now}; how many. The
     * lost execution counts as an attempt, and is a failed one in the run log where the job has an origin. Where the group is
     * closed, the job is discarded instead.
     */
    int reclaim(Instant now);

    /** When the next queued job of this queue is due, in the past or the future; groups that are not open do not count. */
    Optional<Instant> nextDue(String queue);

    /** What is queued and due at {@code now}, by queue; groups that are not open do not count. */
    List<Backlog> backlog(Instant now);

    List<JobView> get(Collection<JobId> ids);

    List<JobView> list(JobFilter filter);

    Map<JobState, Long> counts();

    /** How many jobs of a group are queued in this queue; counting ends at {@code most}. */
    int queued(String queue, String group, int most);

    /**
     * Dead to queued with attempts at zero, except where the group is closed; answers with those that are queued now. The
     * function runs on the caller's thread, more than once where a job changes meanwhile; when it throws, nothing is changed.
     * A replayed job has a unique key no more if an equal one is live.
     *
     * @param decision goes on record in the same transaction, where any is queued now and the store keeps an audit
     */
    Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload, Optional<Decision> decision);

    /** By no decision of an administrator's. */
    default Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload) {
        return replay(ids, runAt, payload, Optional.empty());
    }

    /**
     * Dead to discarded; answers with those that were dead.
     *
     * @param decision goes on record in the same transaction, where any was dead and the store keeps an audit
     */
    Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision);

    /** By no decision of an administrator's. */
    default Set<JobId> discard(Collection<JobId> ids, Instant at) {
        return discard(ids, at, Optional.empty());
    }

    /**
     * Sets what happens to a group. After {@link GroupState#CLOSED} is written no insert that began before adds to it.
     *
     * @return how many queued jobs were removed: all of the group's where it is closed now, else none
     */
    int set(String queue, String group, GroupState state, String by, Instant at);

    /** The newest first. */
    List<RunView> runs(RunFilter filter);

    /** Removes what need not be kept; how much. A store may remove a part and is then asked again, until it answers 0. */
    int prune(Retention retention);

    /**
     * Tells a watcher from now on. What other nodes enqueue is told within 20 ms where nothing is lost; who watches asks now
     * and then all the same.
     *
     * @return ends it
     */
    AutoCloseable watch(JobWatcher watcher);
}
