package dev.tollgate.jobs;

import java.time.Instant;
import java.util.Optional;

/**
 * An entry of the run log. It is written when the execution has ended, in the transaction that writes its effect on the job.
 *
 * @param job     empty where no job was made of a fire time
 * @param name    the schedule's name, or the job's type
 * @param node    where it ran
 * @param attempt 0 where it did not begin
 * @param error   empty after a success
 * @param usage   what it cost, as its handler reported it
 */
public record RunView(Optional<JobId> job, Optional<String> schedule, String name, String group, Origin.Trigger trigger,
        Optional<Instant> fireAt, String node, int attempt, Instant startedAt, Instant endedAt, RunResult result, String error,
        String usage) {
}
