package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.lifecycle.spi.Decisions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sets what happens to a group. A group is closed in one transaction, and nothing is added or claimed from then on; what waited in it
 * is removed in parts, so that no statement takes long. Should the host end between them, the rest is removed before the group is
 * opened again.
 */
record GroupSwitch(Access access, Duration patience) {
    private static final int PART = 5_000;
    private static final String STATE = "SELECT state FROM tollgate.job_group WHERE queue = ? AND grp = ?";
    private static final String SET = """
            INSERT INTO tollgate.job_group (queue, grp, state, changed_by, changed_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (queue, grp) DO UPDATE
            SET state = excluded.state, changed_by = excluded.changed_by, changed_at = excluded.changed_at""";
    private static final String REMOVE = """
            DELETE FROM tollgate.job WHERE state = 'QUEUED' AND id IN (
                SELECT id FROM tollgate.job WHERE state = 'QUEUED' AND queue = ? AND grp = ?
                ORDER BY queue, grp, run_at, id LIMIT ? FOR UPDATE)""";

    int set(String queue, String group, GroupState state, String by, Instant at) {
        if (state != GroupState.CLOSED && state(queue, group).filter(GroupState.CLOSED::equals).isPresent()) {
            removeQueued(queue, group);
        }
        access.write("set what happens to a group", patience, session -> {
            session.first(GroupRows.ALONE, row -> true, queue, group);
            int changed = session.update(SET, queue, group, state.name(), by, at);
            // Who closes and opens a group names nobody: the host does, for a plugin that goes or comes.
            if (state == GroupState.PAUSED || state == GroupState.OPEN && !by.isEmpty()) {
                AuditTrail.append(session, Decisions.jobs(queue, group, state == GroupState.PAUSED, by, at));
            }
            return changed;
        });
        return state == GroupState.CLOSED ? removeQueued(queue, group) : 0;
    }

    private Optional<GroupState> state(String queue, String group) {
        return access.read("look at a group", patience, session ->
                session.first(STATE, row -> GroupState.valueOf(row.text(1)), queue, group));
    }

    private int removeQueued(String queue, String group) {
        int removed = 0;
        int part;
        do {
            part = access.write("remove what waits in a group", patience, session -> session.planned().update(REMOVE, queue, group, PART));
            removed += part;
        } while (part > 0);
        return removed;
    }
}
