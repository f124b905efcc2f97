package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.GroupState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Hands jobs out in turns: one of every group, then the second of each, and the next claim begins after the group that was last. */
final class FairTurns {
    private static final class Turn {
        final String group;
        final Deque<JobRow> ready = new ArrayDeque<>();
        int room;

        Turn(String group) {
            this.group = group;
        }
    }

    private final Tables tables;
    private final Exclusives exclusives;
    private final Map<String, String> last = new HashMap<>();

    FairTurns(Tables tables, Exclusives exclusives) {
        this.tables = tables;
        this.exclusives = exclusives;
    }

    List<JobExecution> claim(Claim claim) {
        List<JobExecution> claimed = new ArrayList<>();
        List<Turn> turns = turns(claim);
        while (!turns.isEmpty() && claimed.size() < claim.most()) {
            for (Iterator<Turn> all = turns.iterator(); all.hasNext() && claimed.size() < claim.most();) {
                Turn turn = all.next();
                Optional<JobRow> row = next(turn);
                if (row.isEmpty()) {
                    all.remove();
                    continue;
                }
                JobExecution execution = row.get().take(claim);
                exclusives.hold(execution, claim.worker());
                claimed.add(execution);
                last.put(claim.queue(), turn.group);
            }
        }
        return claimed;
    }

    private Optional<JobRow> next(Turn turn) {
        while (turn.room > 0 && !turn.ready.isEmpty()) {
            JobRow row = turn.ready.removeFirst();
            // Asked now and not before: an earlier turn of this claim may have taken its equal.
            if (exclusives.free(row)) {
                turn.room--;
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private List<Turn> turns(Claim claim) {
        TreeMap<String, Turn> turns = new TreeMap<>();
        tables.jobs().values().stream().filter(row -> ready(row, claim)).sorted(Comparator.comparing(JobRow::runAt))
                .forEach(row -> turns.computeIfAbsent(row.request().group(), Turn::new).ready.addLast(row));
        turns.values().forEach(turn -> turn.room = claim.room().applyAsInt(turn.group));
        String after = last.get(claim.queue());
        if (after == null) {
            return new ArrayList<>(turns.values());
        }
        List<Turn> ordered = new ArrayList<>(turns.tailMap(after, false).values());
        ordered.addAll(turns.headMap(after, true).values());
        return ordered;
    }

    private boolean ready(JobRow row, Claim claim) {
        return row.state() == JobState.QUEUED && row.request().queue().equals(claim.queue())
                && !row.runAt().isAfter(claim.now())
                && tables.group(claim.queue(), row.request().group()) == GroupState.OPEN;
    }
}
