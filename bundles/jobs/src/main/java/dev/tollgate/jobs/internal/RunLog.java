package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.RunView;
import java.time.Instant;
import java.util.Optional;

/** Makes the entries of the run log. A job without an origin has none, and neither has an execution that was only held back. */
record RunLog(String node) {
    private static final int LONGEST_ERROR = 1_000;

    Optional<RunView> entry(JobExecution execution, JobResult result, Instant start, Instant end) {
        if (result instanceof JobResult.Done done) {
            return entry(execution, start, end, RunResult.SUCCESS, "", done.report());
        }
        if (result instanceof JobResult.Failed failed) {
            return entry(execution, start, end, RunResult.FAILED, failed.reason(), failed.report());
        }
        if (result instanceof JobResult.TimedOut late) {
            return entry(execution, start, end, RunResult.TIMEOUT, late.reason(), late.report());
        }
        if (result instanceof JobResult.SkipRetry refused) {
            RunResult how = refused.began() ? RunResult.FAILED : RunResult.SKIPPED;
            return entry(execution, start, end, how, refused.reason(), refused.report());
        }
        return Optional.empty();
    }

    Optional<RunView> cancelled(JobExecution execution, String why, Instant start, Instant end) {
        return entry(execution, start, end, RunResult.CANCELLED, why, "");
    }

    private Optional<RunView> entry(JobExecution execution, Instant start, Instant end, RunResult result, String error, String usage) {
        return execution.terms().origin().map(origin -> new RunView(Optional.of(execution.id()), origin.schedule(),
                name(execution, origin), execution.group(), origin.trigger(), origin.fireAt(), node, result == RunResult.SKIPPED ? 0 : execution.attempt(), start,
                end, result, error.length() <= LONGEST_ERROR ? error : error.substring(0, LONGEST_ERROR) + "...", usage));
    }

    private static String name(JobExecution execution, Origin origin) {
        return origin.schedule().map(id -> id.substring(id.indexOf('/') + 1)).orElse(execution.type());
    }
}
