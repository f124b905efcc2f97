package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.JobId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The two ways out of the dead letters. */
record DeadLetters(Access access, Duration patience) {
    private static final String DEAD = "SELECT id, token, payload FROM tollgate.job WHERE id = ANY(?::uuid[]) AND state = 'DEAD'";
    private static final String KEYED_GROUPS = """
            SELECT DISTINCT grp FROM tollgate.job WHERE id = ANY(?::uuid[]) AND unique_key IS NOT NULL""";
    private static final String CHANGED = """
            SELECT true FROM unnest(?::uuid[], ?::bigint[]) letter (id, token)
            JOIN tollgate.job ON job.id = letter.id WHERE job.state = 'DEAD' AND job.token <> letter.token LIMIT 1""";
    /** Of several dead ones with one key, the first keeps it. */
    private static final String REVIVE = """
            WITH letter AS MATERIALIZED (
                SELECT wanted.id, wanted.token, wanted.payload,
                       row_number() OVER (PARTITION BY j.grp, j.unique_key ORDER BY j.id) > 1 OR EXISTS (
                           SELECT FROM tollgate.job other WHERE other.grp = j.grp AND other.unique_key = j.unique_key
                           AND other.unique_key IS NOT NULL AND other.finished_at IS NULL) AS taken
                FROM unnest(?::uuid[], ?::bigint[], ?::bytea[]) wanted (id, token, payload)
                JOIN tollgate.job j ON j.id = wanted.id
                WHERE j.state = 'DEAD' AND j.token = wanted.token AND NOT EXISTS (
                    SELECT FROM tollgate.job_group g WHERE g.queue = j.queue AND g.grp = j.grp AND g.state = 'CLOSED')
                ORDER BY wanted.id)
            UPDATE tollgate.job SET state = 'QUEUED', attempts = 0, run_at = ?, finished_at = NULL, reason = NULL, report = NULL,
                unique_key = CASE WHEN letter.taken THEN NULL ELSE job.unique_key END, payload = letter.payload
            FROM letter WHERE job.id = letter.id AND job.state = 'DEAD' AND job.token = letter.token
            RETURNING job.id""";
    private static final String DISCARD = """
            UPDATE tollgate.job SET state = 'DISCARDED', finished_at = ?
            WHERE id IN (SELECT id FROM tollgate.job WHERE id = ANY(?::uuid[]) AND state = 'DEAD' ORDER BY id FOR UPDATE)
            RETURNING id""";

    private record Letter(JobId id, long token, byte[] payload) { }

    /**
     * The caller's function runs on the caller's thread and outside of the transaction, so that a slow one holds up nobody; if a
     * job ran and died again in the meantime, its token has grown, and all of it is done anew.
     */
    Set<JobId> replay(Collection<JobId> ids, Instant runAt, UnaryOperator<byte[]> renew, Optional<Decision> decision) {
        while (true) {
            List<Letter> letters = access.read("read dead letters", patience, session -> session.all(DEAD,
                    row -> new Letter(JobRows.id(row), row.large(2), row.bytes(3)), (Object) Columns.ids(ids)));
            List<Letter> renewed = letters.stream().sorted(Comparator.comparing(Letter::id))
                    .map(letter -> new Letter(letter.id(), letter.token(), renew.apply(letter.payload()))).toList();
            if (renewed.isEmpty()) {
                return Set.of();
            }
            Optional<Set<JobId>> revived = access.write("replay jobs", patience, session -> revive(session, renewed, runAt, decision));
            if (revived.isPresent()) {
                return revived.get();
            }
        }
    }

    Set<JobId> discard(Collection<JobId> ids, Instant at, Optional<Decision> decision) {
        return access.write("discard jobs", patience, session ->
                recorded(session, decision, session.planned().all(DISCARD, JobRows::id, at, Columns.ids(ids))));
    }

    /** Empty, with nothing changed, where one of them died again. */
    private static Optional<Set<JobId>> revive(Session session, List<Letter> letters, Instant runAt, Optional<Decision> decision)
            throws SQLException {
        String[] ids = Columns.texts(letters, letter -> letter.id().value());
        Long[] tokens = Columns.numbers(letters, Letter::token);
        GroupRows.shareThoseOf(session, ids);
        Intake.lock(session, session.all(KEYED_GROUPS, row -> row.text(1), (Object) ids));
        if (session.planned().first(CHANGED, row -> row.truth(1), ids, tokens).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(recorded(session, decision,
                session.planned().all(REVIVE, JobRows::id, ids, tokens, Columns.bytes(letters, Letter::payload), runAt)));
    }

    private static Set<JobId> recorded(Session session, Optional<Decision> decision, List<JobId> those) throws SQLException {
        AuditTrail.append(session, decision.filter(taken -> !those.isEmpty()));
        return new HashSet<>(those);
    }
}
