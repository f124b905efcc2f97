package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this worker has claimed and not yet settled. An execution waits for a thread, runs, and has ended until its
 * transition is written. It takes a place of its group from the claim until it ended; its lease is kept alive until it is
 * settled, so that a slow store makes nobody else run it.
 */
final class Holds {
    private enum Phase { WAITING, RUNNING, ENDED }

    /** One job can be held twice: by an execution that lost its lease but still runs, and by its successor. */
    private record Key(JobId id, long token) { }

    private static final class Hold {
        final JobExecution execution;
        Phase phase = Phase.WAITING;
        Instant leaseUntil;
        boolean lost;

        Hold(JobExecution execution) {
            this.execution = execution;
            this.leaseUntil = execution.leaseUntil();
        }
    }

    private final Map<Key, Hold> holds = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> busy = new HashMap<>();
    private int waiting;
    private int running;

    synchronized void claimed(JobExecution execution) {
        holds.put(key(execution), new Hold(execution));
        waiting++;
        busy.computeIfAbsent(execution.queue(), queue -> new HashMap<>()).merge(execution.group(), 1, Integer::sum);
    }

    /** The execution with its present lease; empty when it was given back or lost before a thread was free. */
    synchronized Optional<JobExecution> start(JobExecution execution) {
        Hold hold = holds.get(key(execution));
        if (hold == null || hold.phase != Phase.WAITING) {
            return Optional.empty();
        }
        hold.phase = Phase.RUNNING;
        waiting--;
        running++;
        return Optional.of(withLease(execution, hold.leaseUntil));
    }

    /** False when the execution was given back while it ran: what it answers no longer counts. */
    synchronized boolean end(JobExecution execution) {
        Hold hold = holds.get(key(execution));
        if (hold == null || hold.phase != Phase.RUNNING) {
            return false;
        }
        leave(hold);
        return true;
    }

    synchronized void settled(Collection<Transition> written) {
        written.forEach(transition -> holds.remove(new Key(transition.id(), transition.token())));
    }

    /** Ends everything that no thread has started yet. */
    synchronized List<JobExecution> endWaiting() {
        return endAll(Phase.WAITING);
    }

    /** Ends everything that a thread still runs. */
    synchronized List<JobExecution> endRunning() {
        return endAll(Phase.RUNNING);
    }

    /** The leases to extend. */
    synchronized Map<JobId, Long> leases() {
        Map<JobId, Long> tokens = new HashMap<>();
        holds.values().stream().filter(hold -> !hold.lost)
                .forEach(hold -> tokens.merge(hold.execution.id(), hold.execution.token(), Math::max));
        return tokens;
    }

    /**
     * Notes which of {@code asked} were extended. Of those that were not, the store took away every lease: one that
     * waits is forgotten, one that runs goes on and will be fenced off.
     *
     * @return what was lost
     */
    synchronized List<JobExecution> extended(Map<JobId, Long> asked, Set<JobId> kept, Instant leaseUntil) {
        List<JobExecution> lost = new ArrayList<>();
        asked.forEach((id, token) -> {
            Hold hold = holds.get(new Key(id, token));
            if (hold == null) {
                return; // settled in the meantime
            }
            if (kept.contains(id)) {
                hold.leaseUntil = leaseUntil;
            } else if (hold.phase != Phase.ENDED) {
                hold.lost = true;
                lost.add(hold.execution);
                if (hold.phase == Phase.WAITING) {
                    leave(hold);
                    holds.remove(new Key(id, token));
                }
            }
        });
        return lost;
    }

    /** How many of each group of this queue wait or run. */
    synchronized Map<String, Integer> busy(String queue) {
        return Map.copyOf(busy.getOrDefault(queue, Map.of()));
    }

    synchronized int waiting() {
        return waiting;
    }

    /** How many wait or run. */
    synchronized int active() {
        return waiting + running;
    }

    /** How many are not settled. */
    synchronized int size() {
        return holds.size();
    }

    private List<JobExecution> endAll(Phase phase) {
        List<JobExecution> ended = new ArrayList<>();
        for (Iterator<Hold> all = holds.values().iterator(); all.hasNext();) {
            Hold hold = all.next();
            if (hold.phase == phase) {
                leave(hold);
                ended.add(hold.execution);
            }
        }
        return ended;
    }

    private void leave(Hold hold) {
        if (hold.phase == Phase.WAITING) {
            waiting--;
        } else {
            running--;
        }
        hold.phase = Phase.ENDED;
        Map<String, Integer> groups = busy.get(hold.execution.queue());
        groups.computeIfPresent(hold.execution.group(), (group, count) -> count == 1 ? null : count - 1);
    }

    private static JobExecution withLease(JobExecution e, Instant leaseUntil) {
        return new JobExecution(e.id(), e.queue(), e.type(), e.group(), e.payload(), e.attempt(), e.terms(), e.token(),
                e.enqueuedAt(), leaseUntil);
    }

    private static Key key(JobExecution execution) {
        return new Key(execution.id(), execution.token());
    }
}
