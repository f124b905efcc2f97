package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What services may ask the application for. */
@Validated(by = RequestRules.Check.class, refused = Refused.OFF)
@ObjectClassDefinition(name = "Tollgate output", description = "What handlers of events may ask the application for.")
public @interface OutputSettings {
    String PID = "dev.tollgate.output";

    @AttributeDefinition(name = "Requests", description = "Which plugin may ask for what, such as 'reindex=shop-search, notify=shop-search'. Nobody may what is not here.")
    String requests() default "";

    @AttributeDefinition(name = "Waiting requests", description = "How many requests of one plugin wait at a time; an event that has more is refused.", min = "1", max = "1000")
    int requests_waiting() default 16;
}
