package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.JobId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The two ways out of the dead letters. */
record DeadLetters(Access access) {
    private static final String DEAD = """
            SELECT id, token, payload FROM job JOIN job_payload USING (seq)
            WHERE id IN (SELECT value FROM json_each(?)) AND state = 'DEAD' AND NOT
            """ + JobGroups.JOB_IS_CLOSED;
    /** A live job keeps the key that the dead one let go. */
    private static final String REVIVE = """
            UPDATE job SET state = 'QUEUED', attempts = 0, run_at = ?, finished_at = NULL, reason = NULL, report = NULL,
                           unique_key = CASE WHEN EXISTS (
                               SELECT 1 FROM job AS live WHERE live.grp = job.grp AND live.unique_key = job.unique_key
                               AND live.finished_at IS NULL) THEN NULL ELSE unique_key END
            WHERE id = ? AND state = 'DEAD' AND token = ? AND NOT
            """ + JobGroups.JOB_IS_CLOSED;
    private static final String RENEW = """
            UPDATE job_payload SET payload = ? WHERE seq = (SELECT seq FROM job WHERE id = ?)""";
    private static final String DISCARD = """
            UPDATE job SET state = 'DISCARDED', finished_at = ? WHERE id = ? AND state = 'DEAD'""";

    private record Letter(JobId id, long token, byte[] payload) { }

    /** A letter is no longer what the function saw. */
    private static final class ChangedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ChangedException() {
            super("a dead letter changed", null, false, false);
        }
    }

    /**
     * The caller's function runs on the caller's thread and outside of the transaction, so that a slow one holds up
     * nobody; if a job ran and died again in the meantime, its token has grown, and the function is asked anew.
     */
    Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> payload, Optional<Decision> decision) {
        while (true) {
            List<Letter> letters = access.read("read dead letters", session -> session.all(DEAD,
                    row -> new Letter(JobRows.id(row), row.large(2), row.bytes(3)), JobRows.json(ids)));
            Map<Letter, byte[]> renewed = new HashMap<>();
            letters.forEach(letter -> renewed.put(letter, payload.apply(letter.payload())));
            try {
                return access.write("replay jobs", session -> recorded(session, decision, revive(session, letters, renewed, runAt)));
            } catch (ChangedException again) {
                continue;
            }
        }
    }

    Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision) {
        return access.write("discard jobs", session -> {
            Set<JobId> discarded = new HashSet<>();
            for (JobId id : ids) {
                if (session.update(DISCARD, at, id) == 1) {
                    discarded.add(id);
                }
            }
            return recorded(session, decision, discarded);
        });
    }

    private static Set<JobId> recorded(Session session, Optional<Decision> decision, Set<JobId> those) throws SQLException {
        AuditTrail.append(session, decision.filter(taken -> !those.isEmpty()));
        return those;
    }

    private static Set<JobId> revive(Session session, List<Letter> letters, Map<Letter, byte[]> renewed, Instant runAt)
            throws SQLException {
        Set<JobId> revived = new HashSet<>();
        for (Letter letter : letters) {
            if (session.update(REVIVE, runAt, letter.id(), letter.token()) == 0) {
                throw new ChangedException();
            }
            session.update(RENEW, renewed.get(letter), letter.id());
            revived.add(letter.id());
        }
        return revived;
    }
}
