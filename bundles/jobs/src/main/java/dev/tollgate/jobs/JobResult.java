package dev.tollgate.jobs;

import java.time.Duration;
import java.util.Objects;

/** How an execution ended. Reports are JSON or plain text of the handler's choosing, kept with the job. */
public sealed interface JobResult {
    /** @param output what the job produced; @param report what it cost, for operators */
    record Done(byte[] output, String report) implements JobResult {
        public Done {
            Objects.requireNonNull(output, "output");
            Objects.requireNonNull(report, "report");
        }
    }

    /** Try again after a back-off, while attempts are left; else to the dead letters. */
    record Failed(String reason, String report) implements JobResult {
        public Failed {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(report, "report");
        }
    }

    /** It took longer than it may; the rest is as for {@link Failed}. */
    record TimedOut(String reason, String report) implements JobResult {
        public TimedOut {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(report, "report");
        }
    }

    /**
     * To the dead letters at once, whatever attempts are left.
     *
     * @param began false where it was not even begun: it is a skipped one in the run log then
     */
    record SkipRetry(String reason, String report, boolean began) implements JobResult {
        public SkipRetry {
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(report, "report");
        }

        public SkipRetry(String reason, String report) {
            this(reason, report, true);
        }
    }

    /** It could not start now: it is put back, and this was not an attempt. */
    record HeldBack(String reason, Duration until) implements JobResult {
        public HeldBack {
            Objects.requireNonNull(reason, "reason");
            if (until.isNegative()) {
                throw new IllegalArgumentException("a job is not held back into the past: " + until);
            }
        }
    }
}
