package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ends a process by SIGKILL in the middle of its work. What a power cut does to the disk's own cache is not tested. */
@Timeout(120)
class CrashTest {
    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void whatWasAcknowledgedSurvivesAKillAndNothingStaysClaimed() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        int acknowledged = 20 + new Random(seed).nextInt(3_000);
        System.out.println("seed " + seed + ": killed after " + acknowledged + " acknowledgements");

        List<String> lines = KilledHost.run(EnqueuingHost.class, folder, acknowledged);

        Set<JobId> queued = ids(lines, "queued ");
        Set<JobId> done = ids(lines, "done ");
        assertThat(queued).isNotEmpty();
        try (Database database = Database.open(folder)) {
            assertThat(intact(database)).isEqualTo("ok");
            SqliteJobStore store = new SqliteJobStore(database, Clock.systemUTC());
            Map<JobId, JobState> kept = states(store, queued);
            assertThat(kept.keySet()).containsExactlyInAnyOrderElementsOf(queued);
            assertThat(states(store, done).values()).containsOnly(JobState.DONE);
            assertThat(store.counts()).containsEntry(JobState.RUNNING, 0L);
        }
    }

    private static Set<JobId> ids(List<String> lines, String prefix) {
        Set<JobId> ids = new HashSet<>();
        for (String line : lines) {
            if (line.startsWith(prefix) && line.endsWith(KilledHost.END)) {
                ids.add(new JobId(line.substring(prefix.length(), line.length() - KilledHost.END.length())));
            }
        }
        return ids;
    }

    private static Map<JobId, JobState> states(SqliteJobStore store, Set<JobId> ids) {
        return store.get(ids).stream().collect(Collectors.toMap(JobView::id, JobView::state));
    }

    private static String intact(Database database) throws SQLException {
        return database.read(session -> session.first("PRAGMA integrity_check", row -> row.text(1)).orElseThrow());
    }
}
