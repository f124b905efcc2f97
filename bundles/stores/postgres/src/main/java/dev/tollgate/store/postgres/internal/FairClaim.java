package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.spi.Claim;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Claims round-robin between groups: the first of every ready group before the second of any, and the next claim goes on after the
 * group at which this one ended.
 *
 * <p>It touches no backlog. A recursive query skips through the index from the first entry of one group to the first entry of the
 * next (PostgreSQL before 18 has no skip-scan of its own), and ends when there are as many groups as jobs are wanted. Each group
 * then has a share, and one statement takes the oldest of all of them. What a group that is short leaves over is shared again.
 */
final class FairClaim {
    private static final int MORE_GROUPS = 32;
    private static final String GROUPS = GroupWalk.FROM + " SELECT grp FROM walk WHERE run_at <= ? AND " + GroupWalk.OPEN + " LIMIT ?";
    private static final String FIRST_GROUP = "";
    /** What follows a group's name directly in the index's order: the least character that the database takes. */
    private static final String NEXT = "\u0001";

    private final ExclusiveLocks locks;
    /** By queue, the group that was served last; forgotten with the process. */
    private final Map<String, String> lastServed = new ConcurrentHashMap<>();

    /** A ready group, and how many of its jobs may still be claimed. */
    private static final class Turn {
        final String group;
        int room;

        Turn(String group, int room) {
            this.group = group;
            this.room = room;
        }
    }

    FairClaim(ExclusiveLocks locks) {
        this.locks = locks;
    }

    /** @param held the keys of exclusive jobs that it locked, to be released where the transaction fails */
    List<JobExecution> in(Session session, Claim claim, Set<String> held) throws SQLException {
        List<JobExecution> claimed = new ArrayList<>();
        List<Turn> turns = turns(session, claim);
        TakenJobs taking = new TakenJobs(session, claim, locks, held);
        while (claimed.size() < claim.most() && !turns.isEmpty()) {
            turns = round(taking, turns, claim.most() - claimed.size(), claimed);
        }
        if (!claimed.isEmpty()) {
            lastServed.put(claim.queue(), claimed.get(claimed.size() - 1).group());
        }
        return claimed;
    }

    /** Gives each turn its share; answers with those that may have more. */
    private static List<Turn> round(TakenJobs taking, List<Turn> turns, int most, List<JobExecution> claimed) throws SQLException {
        Map<String, Integer> shares = new LinkedHashMap<>();
        for (int i = 0; i < turns.size(); i++) {
            int share = Math.min(turns.get(i).room, most / turns.size() + (i < most % turns.size() ? 1 : 0));
            if (share > 0) {
                shares.put(turns.get(i).group, share);
            }
        }
        Map<String, List<JobExecution>> taken = taking.take(shares);
        List<Turn> goOn = new ArrayList<>();
        for (Turn turn : turns) {
            int got = taken.getOrDefault(turn.group, List.of()).size();
            turn.room -= got;
            boolean full = got == shares.getOrDefault(turn.group, 0) || taking.refused(turn.group);
            if (turn.room > 0 && full) {
                goOn.add(turn);
            }
        }
        interleave(taken.values(), claimed);
        return goOn;
    }

    private static void interleave(Collection<List<JobExecution>> groups, List<JobExecution> into) {
        int longest = groups.stream().mapToInt(List::size).max().orElse(0);
        for (int place = 0; place < longest; place++) {
            for (List<JobExecution> group : groups) {
                if (place < group.size()) {
                    into.add(group.get(place));
                }
            }
        }
    }

    private List<Turn> turns(Session session, Claim claim) throws SQLException {
        String last = lastServed.get(claim.queue());
        List<Turn> turns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        if (last != null) {
            collect(session, claim, last + NEXT, seen, turns);
        }
        collect(session, claim, FIRST_GROUP, seen, turns);
        return turns;
    }

    /** Until there are as many groups as jobs are wanted, or a group comes that was seen. */
    private static void collect(Session session, Claim claim, String first, Set<String> seen, List<Turn> turns) throws SQLException {
        String from = first;
        int page = claim.most() + MORE_GROUPS;
        while (turns.size() < claim.most()) {
            List<String> groups = session.all(GROUPS, row -> row.text(1), claim.queue(), from, claim.queue(), claim.now(),
                    claim.queue(), page);
            for (String group : groups) {
                if (!seen.add(group)) {
                    return;
                }
                int room = claim.room().applyAsInt(group);
                if (room > 0 && turns.size() < claim.most()) {
                    turns.add(new Turn(group, room));
                }
            }
            if (groups.size() < page) {
                return;
            }
            from = groups.get(page - 1) + NEXT;
        }
    }
}
