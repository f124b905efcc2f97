package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.spi.Claim;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.jobs.spi.Transition;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final JobId ID = new JobId("00000000-0000-7000-8000-000000000001");

    private final Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    @TempDir
    private Path folder;

    @Test
    void aRestartNeedNotWaitForTheLeasesOfTheLastProcess() {
        JobExecution before;
        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, clock);
            store.insert(List.of(new NewJob(ID, JobRequest.of("plugins", "resize", "a", new byte[0], 3), START)));
            before = claim(store).get(0);
        }

        try (Database database = Database.open(folder)) {
            SqliteJobStore store = new SqliteJobStore(database, clock);
            assertThat(store.get(List.of(ID)).get(0).reason()).contains("the host ended while it ran");

            JobExecution after = claim(store).get(0);

            assertThat(after.attempt()).as("what the dead process began counts").isEqualTo(2);
            assertThat(after.token()).isGreaterThan(before.token());
            assertThat(store.write("worker", List.of(new Transition.Complete(ID, before.token(), START, new byte[0], "")), List.of()))
                    .as("written by the process that was taken for dead").isEmpty();
        }
    }

    private static List<JobExecution> claim(SqliteJobStore store) {
        return store.claim(new Claim("plugins", "worker", START, START.plus(Duration.ofHours(1)), group -> 2, 1));
    }
}
