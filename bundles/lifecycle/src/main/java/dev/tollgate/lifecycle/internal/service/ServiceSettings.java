package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.configuration.Validated;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of service plugins. */
@ObjectClassDefinition(name = "Tollgate services", description = "How many events of service plugins wait, and how they are dispatched.")
public @interface ServiceSettings {
    String PID = "dev.tollgate.services";

    @AttributeDefinition(name = "Dispatchers", min = "1", max = "1000", description = "How many services are called at a time. "
            + Validated.AT_NEXT_START)
    int dispatchers() default 16;

    @AttributeDefinition(name = "Queue", min = "1", max = "10000", description = "The most events that wait for one service, whatever its manifest asks for.")
    int queue_most() default 1_000;

    @AttributeDefinition(name = "Queue size", min = "1", max = "1024", description = "The most MiB of payloads that wait for one service.")
    int queue_mb() default 16;

    @AttributeDefinition(name = "Drain in seconds", min = "0", max = "3600", description = "How long a service that stops dispatches the events that wait.")
    int drain_seconds() default 10;

    @AttributeDefinition(name = "Durable events", min = "1", max = "64", description = "Durable events that are dispatched at a time on this node; fewer than there are worker threads for jobs. "
            + Validated.AT_NEXT_START)
    int durable_at_a_time() default 2;
}
