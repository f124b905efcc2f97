package dev.tollgate.jobs.spi;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
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
    /** Answers stand in the order of the jobs; equal keys within one call count too. */
    List<Enqueued> insert(List<NewJob> jobs);

    /**
     * Claims ready jobs, oldest first within a group and fairly between groups: no group gets a second job before every
     * ready group with room got its first, and the next claim goes on with the group after the one where this claim
     * ended. Each claim counts an attempt and gets a fresh, larger token.
     */
    List<JobExecution> claim(Claim claim);

    /** Writes what executions did; answers with the jobs whose transition was written (the others were fenced off). */
    Set<JobId> write(String worker, Collection<Transition> transitions);

    /** Extends the leases that {@code worker} still holds under these tokens, and answers with those jobs. */
    Set<JobId> extend(String worker, Map<JobId, Long> tokens, Instant leaseUntil);

    /**
     * Queues again what dead workers left behind: every running job whose lease ended before {@code now}; how many. The
     * lost execution counts as an attempt.
     */
    int reclaim(Instant now);

    /** When the next queued job of this queue is due, in the past or the future. */
    Optional<Instant> nextDue(String queue);

    List<JobView> get(Collection<JobId> ids);

    List<JobView> list(JobFilter filter);

    Map<JobState, Long> counts();

    /** How many jobs of a group are queued in this queue; counting ends at {@code most}. */
    int queued(String queue, String group, int most);

    /**
     * Dead to queued with attempts at zero; false when there is no such dead job. The function runs on the caller's
     * thread, more than once where the job changes meanwhile; when it throws, nothing is changed.
     */
    boolean replay(JobId id, Instant runAt, UnaryOperator<byte[]> payload);

    /** Dead to discarded; false when there is no such dead job. */
    boolean discard(JobId id, Instant at);

    /**
     * Removes jobs that were done or discarded before {@code before}, those that died before {@code deadBefore}, and the
     * oldest dead ones beyond {@code mostDead}; how many. A store may remove a part of them and is then asked again,
     * until it answers 0.
     */
    int prune(Instant before, Instant deadBefore, int mostDead);
}
