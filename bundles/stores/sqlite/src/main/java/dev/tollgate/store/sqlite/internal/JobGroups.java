package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.lifecycle.spi.Decisions;
import java.sql.SQLException;
import java.time.Instant;

/** What happens to groups of jobs: a group of which nobody ever decided anything is open. */
final class JobGroups {
    /** Of a group that a walk over {@code job} stands on, in {@code walk.grp}, of the queue {@code ?1}. */
    static final String WALK_IS_OPEN = """
            NOT EXISTS (SELECT 1 FROM job_group
                        WHERE job_group.queue = ?1 AND job_group.grp = walk.grp AND job_group.state <> 'OPEN')""";
    /** Of the group of the job that a statement changes. */
    static final String JOB_IS_CLOSED = """
            EXISTS (SELECT 1 FROM job_group
                    WHERE job_group.queue = job.queue AND job_group.grp = job.grp AND job_group.state = 'CLOSED')""";

    private static final int PART = 1_000;
    private static final String STATE = "SELECT state FROM job_group WHERE queue = ? AND grp = ?";
    private static final String SET = """
            INSERT INTO job_group (queue, grp, state, decided_by, decided_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE
            SET state = excluded.state, decided_by = excluded.decided_by, decided_at = excluded.decided_at""";
    private static final String EMPTY = """
            DELETE FROM job WHERE seq IN (SELECT seq FROM job WHERE state = 'QUEUED' AND queue = ? AND grp = ? LIMIT ?)""";

    private JobGroups() {
    }

    static boolean closed(Session session, String queue, String group) throws SQLException {
        return session.first(STATE, row -> GroupState.valueOf(row.text(1)), queue, group).orElse(GroupState.OPEN) == GroupState.CLOSED;
    }

    /**
     * How many queued jobs were removed. A part at a time, so that a long queue holds up nobody else: to the rest of the closed
     * group nothing happens in between, and who was killed in the middle closes it again.
     */
    static int set(Access access, String queue, String group, GroupState state, String by, Instant at) {
        access.write("set the state of a group of jobs", session -> {
            // Who closes and opens a group names nobody: the host does, for a plugin that goes or comes.
            if (state == GroupState.PAUSED || state == GroupState.OPEN && !by.isEmpty()) {
                AuditTrail.append(session, Decisions.jobs(queue, group, state == GroupState.PAUSED, by, at));
            }
            return session.update(SET, queue, group, state, by, at);
        });
        int removed = 0;
        int part = state == GroupState.CLOSED ? PART : 0;
        while (part == PART) {
            part = access.write("remove jobs of a closed group", session -> closed(session, queue, group)
                    ? session.update(EMPTY, queue, group, PART) : 0);
            removed += part;
        }
        return removed;
    }
}
