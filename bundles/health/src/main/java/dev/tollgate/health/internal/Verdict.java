package dev.tollgate.health.internal;

import java.util.List;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.hc.api.execution.HealthCheckExecutionResult;

/** What some checks came to together. */
record Verdict(List<HealthCheckExecutionResult> results) {
    Verdict {
        results = List.copyOf(results);
    }

    /** No checks are no good sign, and neither is one that does not come to an end. A warning is one. */
    boolean up() {
        return !results.isEmpty() && results.stream().allMatch(Verdict::good);
    }

    private static boolean good(HealthCheckExecutionResult result) {
        Status status = result.getHealthCheckResult().getStatus();
        return !result.hasTimedOut() && (status == Status.OK || status == Status.WARN);
    }
}
