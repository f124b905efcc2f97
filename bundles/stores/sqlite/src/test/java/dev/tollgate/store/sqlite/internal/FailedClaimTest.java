package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.Terms;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.NewJob;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailedClaimTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aClaimThatFailsHalfwayHoldsNoExclusiveKey() throws SQLException {
        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, Clock.fixed(START, ZoneOffset.UTC));
            store.insert(List.of(job(1, "a"), job(2, "b")));
            script(database, """
                    CREATE TRIGGER fail BEFORE UPDATE ON job WHEN OLD.grp = 'b' BEGIN SELECT raise(ABORT, 'no'); END""");

            assertThatThrownBy(() -> claim(store)).isInstanceOf(JobStoreException.class);

            script(database, "DROP TRIGGER fail");
            assertThat(claim(store)).isEqualTo(2);
        }
    }

    private static int claim(SqliteJobStore store) {
        return store.claim(new Claim("plugins", "worker", START, START.plusSeconds(30), group -> 9, 9)).size();
    }

    private static NewJob job(int number, String group) {
        return new NewJob(new JobId(String.format("00000000-0000-7000-8000-%012x", number)),
                JobRequest.of("plugins", "resize", group, new byte[0], 3).on(Terms.retries(3).exclusive("key of " + group)), START);
    }

    private static void script(Database database, String sql) throws SQLException {
        database.write(session -> {
            session.script(sql);
            return null;
        });
    }
}
