package dev.tollgate.jobs.internal;

import dev.tollgate.jobs.JobHandler;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;

/** A handler and the queue that it serves. */
public record Serving(String queue, JobHandler handler, int perGroup) {
    public static final int DEFAULT_PER_GROUP = 2;

    public Serving {
        Objects.requireNonNull(handler, "handler");
        if (queue.isEmpty()) {
            throw new IllegalArgumentException(JobHandler.QUEUE + " is empty: it names the queue that the handler serves");
        }
        if (perGroup < 1) {
            throw new IllegalArgumentException(JobHandler.PER_GROUP + " is " + perGroup + ": 1 or more is expected");
        }
    }

    /** How many more jobs of each group may run, when so many do. */
    ToIntFunction<String> room(Map<String, Integer> busy) {
        return group -> Math.max(0, handler.perGroup(group).orElse(perGroup) - busy.getOrDefault(group, 0));
    }

    /** @throws IllegalArgumentException when a service property is missing or of the wrong type */
    public static Serving of(JobHandler handler, Map<String, ?> properties) {
        if (!(properties.get(JobHandler.QUEUE) instanceof String queue)) {
            throw new IllegalArgumentException("the service property " + JobHandler.QUEUE
                    + " is missing: it names the queue that the handler serves");
        }
        Object perGroup = properties.get(JobHandler.PER_GROUP);
        if (perGroup == null) {
            return new Serving(queue, handler, DEFAULT_PER_GROUP);
        }
        try {
            // A component's property that comes from a configuration file is a text.
            return new Serving(queue, handler, Integer.parseInt(perGroup.toString().trim()));
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException("the service property " + JobHandler.PER_GROUP + " is '" + perGroup
                    + "': a whole number of 1 or more is expected", noNumber);
        }
    }
}
