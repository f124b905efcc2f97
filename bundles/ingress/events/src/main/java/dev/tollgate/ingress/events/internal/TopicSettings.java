package dev.tollgate.ingress.events.internal;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** What an operator sets of one way from EventAdmin to a service plugin. */
@Validated(by = TopicRoute.Check.class, refused = Refused.OFF)
@ObjectClassDefinition(name = "Tollgate topics", description = "Which events of EventAdmin go to which ingress of a service plugin.")
public @interface TopicSettings {
    String PID = "dev.tollgate.topics";

    @AttributeDefinition(name = "Topics", description = "Such as com/example/orders/PAID or com/example/orders/*; several with commas"
            + " between them.")
    String[] topics() default {};

    @AttributeDefinition(name = "Plugin", description = "The slug of the plugin.")
    String slug();

    @AttributeDefinition(name = "Ingress", description = "One of those that the plugin's manifest names.")
    String ingress();

    @AttributeDefinition(name = "Kind", required = false, description = "The kind of the events. Without a value it is made of the topic.")
    String kind();

    @AttributeDefinition(name = "Kind from", description = "What of the topic the kind is made of where there is no fixed one.",
            options = {@Option(label = "its last segment", value = "last"), @Option(label = "all of it", value = "topic")})
    String kind_from() default "last";

    @AttributeDefinition(name = "Filter", required = false, description = "Which of the events: an LDAP filter over their properties.")
    String filter();

    @AttributeDefinition(name = "Correlation", required = false, description = "The property with what identifies an event: one that"
            + " comes twice is dispatched once.")
    String correlation_property();

    @AttributeDefinition(name = "Most bytes", description = "The most bytes of an event as JSON; larger ones are refused.", min = "64",
            max = "1048576")
    int max_bytes() default 65_536;

    @AttributeDefinition(name = "Waiting", description = "How many events wait to be offered while a durable service is being written to"
            + " disk; more are refused.", min = "1", max = "10000")
    int waiting() default 64;
}
