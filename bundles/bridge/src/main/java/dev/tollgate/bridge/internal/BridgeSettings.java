package dev.tollgate.bridge.internal;

import dev.tollgate.configuration.Validated;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of plugin jobs. */
@ObjectClassDefinition(name = "Tollgate plugin jobs", description = "How much work plugins may queue, and how much of it runs at a time.")
public @interface BridgeSettings {
    String PID = "dev.tollgate.bridge";
    int LARGEST_BODY = 1_048_576;

    @AttributeDefinition(name = "Store", description = "Which store keeps the limits that administrators set; (tollgate.store=postgres) for the one that nodes share.")
    String store_target() default "(!(tollgate.store=postgres))";

    @AttributeDefinition(name = "Rate", description = "Jobs that a plugin may enqueue in any minute, where an administrator set nothing else for it.", min = "1", max = "100000")
    int rate_per_minute() default 60;

    @AttributeDefinition(name = "Depth", description = "Jobs of a plugin that may wait at a time, where an administrator set nothing else for it.", min = "1", max = "1000000")
    int most_queued() default 10_000;

    @AttributeDefinition(name = "Body size", description = "The most bytes of a job's body.", min = "1", max = "1048576")
    int most_body_bytes() default 262_144;

    @AttributeDefinition(name = "High-resource jobs", description = "Jobs under the second set of caps that run at a time on this node, all plugins together; fewer than there are worker threads. "
            + Validated.AT_NEXT_START, min = "1", max = "255")
    int high_resource_jobs() default 1;

    @AttributeDefinition(name = "Slots", description = "Jobs of one plugin that run at a time on this node, where an administrator set nothing else for it.", min = "1", max = "64")
    int tollgate_job_per_group() default 2;
}
