package dev.tollgate.jobs.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobContract;
import dev.tollgate.jobs.JobContract.Scope;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.JobsRegistrar;
import dev.tollgate.jobs.Lease;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NightlyReportTest {
    /** Fails when it is run for the first time. */
    private static final class Reports implements JobsRegistrar {
        final List<Integer> attempts = new ArrayList<>();

        @Override
        public List<JobContract> jobs() {
            return List.of(new JobContract("report", "Report", "", "0 3 * * *", ZoneId.of("Europe/Berlin"), Scope.LEADER, 1,
                    Duration.ofMinutes(10), "report"));
        }

        @Override
        public JobResult run(String handler, JobExecution execution, Lease lease) {
            attempts.add(execution.attempt());
            return execution.attempt() == 1 ? new JobResult.Failed("the mail server is away", "")
                    : new JobResult.Done(new byte[0], "1 report");
        }
    }

    @Test
    void theReportIsMadeEveryNightAndTriedAgainWhenItFails() {
        try (HandDrivenJobs jobs = new HandDrivenJobs(Instant.parse("2026-03-28T12:00:00Z"))) {
            Reports reports = new Reports();
            jobs.register("com.example.reports", reports);

            jobs.advance(Duration.ofHours(24));

            assertThat(reports.attempts).containsExactly(1, 2);
            List<RunView> runs = jobs.jobs().runs(RunFilter.any(10).ofSchedule("com.example.reports/report"));
            assertThat(runs).extracting(RunView::result).containsExactly(RunResult.SUCCESS, RunResult.FAILED);
            // That night the clocks went forward: three o'clock came an hour earlier.
            assertThat(runs.get(0).fireAt()).contains(Instant.parse("2026-03-29T01:00:00Z"));
        }
    }
}
