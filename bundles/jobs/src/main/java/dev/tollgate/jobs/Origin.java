package dev.tollgate.jobs;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a job comes from.
 *
 * @param schedule the id of the schedule, see {@link ScheduleView#id()}
 * @param fireAt   the fire time that it stands for
 * @param by       who caused it, for people
 */
public record Origin(Trigger trigger, Optional<String> schedule, Optional<Instant> fireAt, String by) {
    /** What made a job. */
    public enum Trigger {
        /** It was enqueued. */
        ENQUEUE,
        /** A schedule's fire time came. */
        SCHEDULE,
        /** An administrator ran a schedule now. */
        MANUAL,
        /** A plugin is activated, deactivated or removed. */
        LIFECYCLE
    }

    public Origin {
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(fireAt, "fireAt");
        Objects.requireNonNull(by, "by");
    }

    public static Origin enqueued(String by) {
        return new Origin(Trigger.ENQUEUE, Optional.empty(), Optional.empty(), by);
    }

    public static Origin fired(String schedule, Instant fireAt) {
        return new Origin(Trigger.SCHEDULE, Optional.of(schedule), Optional.of(fireAt), "schedule");
    }

    public static Origin manual(String schedule, String by) {
        return new Origin(Trigger.MANUAL, Optional.of(schedule), Optional.empty(), by);
    }

    public static Origin lifecycle(String by) {
        return new Origin(Trigger.LIFECYCLE, Optional.empty(), Optional.empty(), by);
    }
}
