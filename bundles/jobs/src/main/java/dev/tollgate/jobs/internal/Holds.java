package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.Transition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
    private final Clock clock;
    private final Map<Hold.Key, Hold> holds = new LinkedHashMap<>();
    private final Map<String, Map<String, Integer>> busy = new HashMap<>();
    private int waiting;
    private int running;

    Holds(Clock clock) {
        this.clock = clock;
    }

    synchronized void claimed(JobExecution execution) {
        holds.put(Hold.Key.of(execution), new Hold(execution, clock));
        waiting++;
        busy.computeIfAbsent(execution.queue(), queue -> new HashMap<>()).merge(execution.group(), 1, Integer::sum);
    }

    /** Empty when it was given back or lost before a thread was free. */
    synchronized Optional<Hold> start(JobExecution execution, Thread runner) {
        Hold hold = holds.get(Hold.Key.of(execution));
        if (hold == null || hold.phase() != Hold.Phase.WAITING) {
            return Optional.empty();
        }
        waiting--;
        running++;
        hold.start(runner);
        return Optional.of(hold);
    }

    /** From its return on nobody interrupts the thread for this execution. False when it was given back while it ran: what it answers no longer counts. */
    synchronized boolean end(Hold hold) {
        if (hold.phase() != Hold.Phase.RUNNING) {
            return false;
        }
        leave(hold);
        return true;
    }

    /** Interrupts what took too long and what is no longer the execution that counts. */
    synchronized void endWhatMust(Instant now) {
        holds.values().forEach(hold -> hold.endIfItMust(now));
    }

    /** Takes the leases of these jobs for lost. */
    synchronized void lose(Set<JobId> jobs) {
        holds.values().stream().filter(hold -> jobs.contains(hold.execution().id())).forEach(Hold::lose);
    }

    synchronized void settled(Collection<Transition> written) {
        written.forEach(transition -> holds.remove(new Hold.Key(transition.id(), transition.token())));
    }

    /** Ends everything that no thread has started yet. */
    synchronized List<Hold> endWaiting() {
        return endAll(Hold.Phase.WAITING);
    }

    /** Ends everything that a thread still runs. */
    synchronized List<Hold> endRunning() {
        return endAll(Hold.Phase.RUNNING);
    }

    /** The leases to extend. */
    synchronized Map<JobId, Long> leases() {
        Map<JobId, Long> tokens = new HashMap<>();
        holds.values().stream().filter(hold -> !hold.lost())
                .forEach(hold -> tokens.merge(hold.execution().id(), hold.execution().token(), Math::max));
        return tokens;
    }

    /**
     * Notes which of {@code asked} were extended. Of those that were not, the store took away every lease: one that
     * waits has ended, one that runs is interrupted soon; both will be fenced off.
     *
     * @return what was lost
     */
    synchronized List<Hold> extended(Map<JobId, Long> asked, Set<JobId> kept, Instant leaseUntil) {
        List<Hold> lost = new ArrayList<>();
        asked.forEach((id, token) -> {
            Hold hold = holds.get(new Hold.Key(id, token));
            if (hold == null) {
                return; // settled in the meantime
            }
            if (kept.contains(id)) {
                hold.extend(leaseUntil);
            } else if (hold.phase() != Hold.Phase.ENDED) {
                hold.lose();
                lost.add(hold);
                if (hold.phase() == Hold.Phase.WAITING) {
                    leave(hold);
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

    private List<Hold> endAll(Hold.Phase phase) {
        List<Hold> ended = holds.values().stream().filter(hold -> hold.phase() == phase).toList();
        ended.forEach(this::leave);
        return ended;
    }

    private void leave(Hold hold) {
        if (hold.phase() == Hold.Phase.WAITING) {
            waiting--;
        } else {
            running--;
        }
        hold.end();
        Map<String, Integer> groups = busy.get(hold.execution().queue());
        groups.computeIfPresent(hold.execution().group(), (group, count) -> count == 1 ? null : count - 1);
    }
}
