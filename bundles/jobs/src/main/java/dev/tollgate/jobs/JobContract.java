package dev.tollgate.jobs;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A job that is declared with its schedule. The same nine fields in a plugin's manifest, in {@code jobs.register} and here.
 *
 * @param name          unique within its group
 * @param displayName   for people
 * @param description   for people, may be empty
 * @param pattern       cron of 5 or 6 fields (seconds first), or {@code @daily} and its like; see docs/SCHEDULES.md
 * @param zone          the time zone in which the pattern is read
 * @param scope         on how many nodes one fire time runs
 * @param maxConcurrent how many of its executions may be live at a time, over all nodes for {@link Scope#LEADER} and on each
 *                      for {@link Scope#ALL_NODE}; 1 is a singleton
 * @param timeout       how long one execution may take
 * @param handler       what runs it: a name that whoever declared it understands
 */
public record JobContract(String name, String displayName, String description, String pattern, ZoneId zone, Scope scope,
        int maxConcurrent, Duration timeout, String handler) {
    public static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");
    public static final int MOST_CONCURRENT = 64;
    public static final Duration LONGEST_TIMEOUT = Duration.ofHours(24);

    /** On how many nodes one fire time runs. */
    public enum Scope {
        /** On one node, whichever is first. */
        LEADER,
        /** On every node that is up then. */
        ALL_NODE
    }

    /** Whether the pattern can be read is not known here: that is checked where it is declared. */
    public JobContract {
        Objects.requireNonNull(displayName, "displayName");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(handler, "handler");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a job: '" + name + "' does not match " + NAME);
        }
        if (maxConcurrent < 1 || maxConcurrent > MOST_CONCURRENT) {
            throw new IllegalArgumentException("job " + name + ": max concurrency is 1 to " + MOST_CONCURRENT + ", not " + maxConcurrent);
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("job " + name + ": a timeout is longer than zero and at most "
                    + LONGEST_TIMEOUT.toHours() + " h, not " + timeout);
        }
    }

    /** Whether at most one execution is live at a time. */
    public boolean singleton() {
        return maxConcurrent == 1;
    }
}
