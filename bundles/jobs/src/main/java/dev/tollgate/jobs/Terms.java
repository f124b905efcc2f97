package dev.tollgate.jobs;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * On which terms a job runs.
 *
 * @param maxRetry  attempts after the first one; 0 means none
 * @param timeout   how long one execution may take before its thread is interrupted; empty for no bound of the engine's
 * @param exclusive no two executions of jobs with one key overlap, on any node, not even that of a worker which lost its lease
 * @param origin    where it comes from; executions of a job with an origin are in the run log
 */
public record Terms(int maxRetry, Optional<Duration> timeout, Optional<String> exclusive, Optional<Origin> origin) {
    public Terms {
        if (maxRetry < 0) {
            throw new IllegalArgumentException("max retry is 0 or more, not " + maxRetry);
        }
        if (timeout.isPresent() && (timeout.get().isNegative() || timeout.get().isZero())) {
            throw new IllegalArgumentException("a timeout is longer than zero, not " + timeout.get());
        }
        Objects.requireNonNull(exclusive, "exclusive");
        Objects.requireNonNull(origin, "origin");
    }

    public static Terms retries(int maxRetry) {
        return new Terms(maxRetry, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public Terms timeout(Duration bound) {
        return new Terms(maxRetry, Optional.of(bound), exclusive, origin);
    }

    public Terms exclusive(String key) {
        return new Terms(maxRetry, timeout, Optional.of(key), origin);
    }

    public Terms from(Origin source) {
        return new Terms(maxRetry, timeout, exclusive, Optional.of(source));
    }
}
