package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.engine.Outcome;
import dev.tollgate.engine.Profile;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobResult;
import dev.tollgate.jobs.Lease;
import dev.tollgate.lifecycle.CallResult;
import dev.tollgate.lifecycle.PluginCalls;
import dev.tollgate.limits.Usage;
import java.time.Duration;
import java.util.Map;

/** The call of a handler of a plugin's own state, under the limits of the plugin's jobs. */
record StateCall(PluginCalls calls, JobExecution job, Lease lease) {
    static final String NO_REPORT = "{}";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final byte[] NO_INPUT = new byte[0];
    private static final Duration WHILE_BUSY = Duration.ofMillis(200);
    private static final Duration WHILE_WAITING = Duration.ofSeconds(2);

    /**
     * How a call went.
     *
     * @param called  whether the guest may have run
     * @param passing whether what holds it back ends by itself
     */
    record Called(JobResult result, boolean called, boolean passing) {
        /** Why it was not a success. */
        String reason() {
            if (result instanceof JobResult.HeldBack held) {
                return held.reason();
            }
            if (result instanceof JobResult.SkipRetry skipped) {
                return skipped.reason();
            }
            return result instanceof JobResult.Failed failed ? failed.reason() : "";
        }
    }

    Called call(LoadedPlugin plugin, String handler) {
        if (!lease.held()) {
            return heldBack("its lease was lost", WHILE_BUSY, true);
        }
        Profile profile = new Profile(Profile.Kind.JOB, plugin.jobLimits(), Map.of("job", job.id().value(), "type", job.type(),
                "attempt", Integer.toString(job.attempt())), () -> lease.held() && !Thread.currentThread().isInterrupted());
        CallResult result = calls.call(plugin, handler, NO_INPUT, profile);
        if (result instanceof CallResult.HeldBack held) {
            return heldBack(held.reason(), held.left().orElse(WHILE_WAITING), held.left().isPresent());
        }
        if (result instanceof CallResult.Superseded) {
            return heldBack(plugin.id() + " is no longer loaded", WHILE_BUSY, true);
        }
        Outcome outcome = ((CallResult.Ended) result).outcome();
        String report = report(outcome.usage());
        if (outcome instanceof Outcome.Completed completed) {
            return new Called(new JobResult.Done(completed.output(), report), true, false);
        }
        if (outcome instanceof Outcome.Tripped tripped) {
            return new Called(new JobResult.Failed(tripped.trip().toString(), report), true, false);
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        String reason = plugin.id() + " " + handler + ": " + failed.message();
        return switch (failed.failure()) {
            case BUSY, CLOSED -> heldBack(reason, WHILE_BUSY, true);
            case REJECTED, NO_HANDLER, INPUT_TOO_BIG, NESTED -> new Called(new JobResult.SkipRetry(reason, report), true, false);
            case FAILED, TRAPPED, CANCELLED, INTERNAL -> new Called(new JobResult.Failed(reason, report), true, false);
        };
    }

    private static Called heldBack(String reason, Duration until, boolean passing) {
        return new Called(new JobResult.HeldBack(reason, until), false, passing);
    }

    private static String report(Usage usage) {
        ObjectNode report = JSON.createObjectNode();
        report.put("fuel", usage.fuel().units());
        report.put("time_us", usage.time().toNanos() / 1_000);
        report.put("memory_peak_bytes", usage.memoryPeak().count());
        ObjectNode calls = report.putObject("host_calls");
        usage.hostCalls().forEach(calls::put);
        return report.toString();
    }
}
