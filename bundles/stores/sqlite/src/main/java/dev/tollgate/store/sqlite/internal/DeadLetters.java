package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.JobId;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The two ways out of the dead letters. */
record DeadLetters(Access access) {
    private static final String DEAD = """
            SELECT token, payload FROM job JOIN job_payload USING (seq) WHERE id = ? AND state = 'DEAD'""";
    private static final String REVIVE = """
            UPDATE job SET state = 'QUEUED', attempts = 0, run_at = ?, finished_at = NULL, reason = NULL, report = NULL
            WHERE id = ? AND state = 'DEAD' AND token = ?""";
    private static final String RENEW = """
            UPDATE job_payload SET payload = ? WHERE seq = (SELECT seq FROM job WHERE id = ?)""";
    private static final String DISCARD = """
            UPDATE job SET state = 'DISCARDED', finished_at = ? WHERE id = ? AND state = 'DEAD'""";

    private record Letter(long token, byte[] payload) { }

    /**
     * The caller's function runs on the caller's thread and outside of the transaction, so that a slow one holds up
     * nobody; if the job ran and died again in the meantime, its token has grown, and the function is asked anew.
     */
    boolean replay(JobId id, Instant runAt, UnaryOperator<byte[]> payload) {
        while (true) {
            Optional<Letter> letter = access.read("read a dead letter", session -> session.first(DEAD,
                    row -> new Letter(row.large(1), row.bytes(2)), id));
            if (letter.isEmpty()) {
                return false;
            }
            byte[] renewed = payload.apply(letter.get().payload());
            boolean written = access.write("replay a job", session -> {
                boolean still = session.update(REVIVE, runAt, id, letter.get().token()) == 1;
                if (still) {
                    session.update(RENEW, renewed, id);
                }
                return still;
            });
            if (written) {
                return true;
            }
        }
    }

    boolean discard(JobId id, Instant at) {
        return access.write("discard a job", session -> session.update(DISCARD, at, id) == 1);
    }
}
