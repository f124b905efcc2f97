package dev.tollgate.jobs;

import java.util.Objects;
import java.util.regex.Pattern;

/** Names one job. Ids sort by the time of their enqueue. */
public record JobId(String value) implements Comparable<JobId> {
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public JobId {
        Objects.requireNonNull(value, "value");
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a job id: a job id is a UUID in lower case");
        }
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
