package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.Backlog;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.JobStore;
import dev.tollgate.jobs.spi.JobWatcher;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Retention;
import dev.tollgate.jobs.spi.Transition;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Jobs in memory. */
public final class MemoryJobStore implements JobStore {
    private static final String LOST = "its worker's lease ended while it ran";

    private final Tables tables;
    private final Intake intake;
    private final Exclusives exclusives = new Exclusives();
    private final FairTurns turns;
    private final Listing listing;

    MemoryJobStore(Tables tables, Intake intake) {
        this.tables = tables;
        this.intake = intake;
        this.turns = new FairTurns(tables, exclusives);
        this.listing = new Listing(tables);
    }

    @Override
    public Clock clock() {
        return tables.clock();
    }

    @Override
    public List<Enqueued> insert(List<NewJob> jobs) {
        List<Enqueued> answers;
        synchronized (tables) {
            answers = intake.takeAll(jobs);
        }
        tables.tell(JobWatcher::ready);
        return answers;
    }

    @Override
    public List<JobExecution> claim(Claim claim) {
        synchronized (tables) {
            return turns.claim(claim);
        }
    }

    @Override
    public Set<JobId> write(String worker, Collection<Transition> transitions, Collection<RunView> runs) {
        synchronized (tables) {
            Set<JobId> written = new LinkedHashSet<>();
            for (Transition transition : transitions) {
                exclusives.ended(transition.id(), transition.token(), worker);
                JobRow row = tables.jobs().get(transition.id());
                if (row != null && row.heldBy(worker, transition.token())) {
                    row.apply(transition, tables.closed(row), tables.now());
                    written.add(row.id());
                }
            }
            runs.stream().filter(run -> run.job().filter(written::contains).isPresent()).forEach(tables.runs()::add);
            return written;
        }
    }

    @Override
    public Set<JobId> extend(String worker, Map<JobId, Long> tokens, Instant leaseUntil) {
        synchronized (tables) {
            return tables.jobs(tokens.keySet()).filter(row -> row.heldBy(worker, tokens.get(row.id())))
                    .peek(row -> row.extend(leaseUntil)).map(JobRow::id).collect(Collectors.toSet());
        }
    }

    @Override
    public int reclaim(Instant now) {
        List<JobRow> lost;
        synchronized (tables) {
            lost = tables.jobs().values().stream().filter(row -> row.leaseEndedBefore(now)).toList();
            lost.forEach(row -> {
                row.run(RunResult.FAILED, LOST, "", now).ifPresent(tables.runs()::add);
                row.lose(LOST, tables.closed(row), now);
            });
        }
        if (!lost.isEmpty()) {
            tables.tell(JobWatcher::ready);
        }
        return lost.size();
    }

    @Override
    public Optional<Instant> nextDue(String queue) {
        synchronized (tables) {
            return tables.jobs().values().stream()
                    .filter(row -> row.state() == JobState.QUEUED && row.request().queue().equals(queue)
                            && tables.group(queue, row.request().group()) == GroupState.OPEN)
                    .map(JobRow::runAt).min(Instant::compareTo);
        }
    }

    @Override
    public List<Backlog> backlog(Instant now) {
        synchronized (tables) {
            return tables.jobs().values().stream().filter(row -> row.state() == JobState.QUEUED && !row.runAt().isAfter(now)
                            && tables.group(row.request().queue(), row.request().group()) == GroupState.OPEN)
                    .map(row -> new Backlog(row.request().queue(), 1, row.runAt()))
                    .collect(Collectors.toMap(Backlog::queue, one -> one, Backlog::plus)).values().stream().toList();
        }
    }

    @Override
    public List<JobView> get(Collection<JobId> ids) {
        synchronized (tables) {
            return tables.jobs(ids).map(JobRow::view).toList();
        }
    }

    @Override
    public List<JobView> list(JobFilter filter) {
        synchronized (tables) {
            return listing.jobs(filter);
        }
    }

    @Override
    public Map<JobState, Long> counts() {
        synchronized (tables) {
            Map<JobState, Long> counts = new EnumMap<>(JobState.class);
            for (JobState state : JobState.values()) {
                counts.put(state, 0L);
            }
            tables.jobs().values().forEach(row -> counts.merge(row.state(), 1L, Long::sum));
            return counts;
        }
    }

    @Override
    public int queued(String queue, String group, int most) {
        synchronized (tables) {
            return (int) tables.jobs().values().stream()
                    .filter(row -> row.state() == JobState.QUEUED && row.is(queue, group)).limit(most).count();
        }
    }

    @Override
    public Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload, Optional<Decision> decision) {
        Map<JobId, byte[]> payloads = new HashMap<>();
        Map<JobId, byte[]> renewed = new HashMap<>();
        Optional<Set<JobId>> replayed = Optional.empty();
        while (replayed.isEmpty()) {
            synchronized (tables) {
                replayable(ids).forEach(row -> payloads.put(row.id(), row.payload()));
            }
            // Without the monitor: the function is the caller's, and may ask the store itself.
            payloads.forEach((id, before) -> renewed.put(id, payload.apply(before)));
            synchronized (tables) {
                replayed = replay(replayable(ids), payloads, renewed, runAt);
            }
        }
        tables.tell(JobWatcher::ready);
        return replayed.get();
    }

    /** Empty when a payload has become another one meanwhile. */
    private Optional<Set<JobId>> replay(List<JobRow> dead, Map<JobId, byte[]> seen, Map<JobId, byte[]> renewed, Instant runAt) {
        if (!dead.stream().allMatch(row -> Arrays.equals(row.payload(), seen.get(row.id())))) {
            return Optional.empty();
        }
        dead.forEach(row -> row.replay(runAt, renewed.get(row.id()), noEqualIsLive(row)));
        return Optional.of(ids(dead));
    }

    private List<JobRow> replayable(Collection<JobId> ids) {
        return dead(ids).stream().filter(row -> !tables.closed(row)).toList();
    }

    @Override
    public Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision) {
        synchronized (tables) {
            List<JobRow> dead = dead(ids);
            dead.forEach(row -> row.discard(at, Optional.empty()));
            return ids(dead);
        }
    }

    @Override
    public int set(String queue, String group, GroupState state, String by, Instant at) {
        int removed = 0;
        synchronized (tables) {
            tables.group(queue, group, state);
            if (state == GroupState.CLOSED) {
                int before = tables.jobs().size();
                tables.jobs().values().removeIf(row -> row.state() == JobState.QUEUED && row.is(queue, group));
                removed = before - tables.jobs().size();
            }
        }
        tables.tell(JobWatcher::ready);
        return removed;
    }

    @Override
    public List<RunView> runs(RunFilter filter) {
        synchronized (tables) {
            return listing.runs(filter);
        }
    }

    @Override
    public int prune(Retention retention) {
        synchronized (tables) {
            return new Pruning(tables).prune(retention);
        }
    }

    @Override
    public AutoCloseable watch(JobWatcher watcher) {
        return tables.watch(watcher);
    }

    /** The worker's process ended: nothing of what it ran goes on anywhere. Its leases end when they end. */
    public void gone(String worker) {
        synchronized (tables) {
            exclusives.gone(worker);
        }
        tables.tell(JobWatcher::ready);
    }

    /** Loses what protects a worker's exclusive jobs beyond their leases, as a broken connection does. */
    public void unprotect(String worker) {
        Set<JobId> jobs;
        synchronized (tables) {
            jobs = new LinkedHashSet<>(exclusives.cut(worker));
        }
        tables.tell(watcher -> watcher.unprotected(jobs));
    }

    private List<JobRow> dead(Collection<JobId> ids) {
        return tables.jobs(ids).filter(row -> row.state() == JobState.DEAD).toList();
    }

    private boolean noEqualIsLive(JobRow row) {
        return row.unique().isEmpty() || tables.jobs().values().stream().noneMatch(other -> other != row
                && other.excludes(row.request().group(), row.unique().get().key(), tables.now()));
    }

    private static Set<JobId> ids(List<JobRow> rows) {
        return rows.stream().map(JobRow::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
