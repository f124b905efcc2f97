package dev.tollgate.ingress.webhook.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What all webhooks share. */
@ObjectClassDefinition(name = "Tollgate webhooks", description = "What all webhooks of this node share.")
public @interface WebhooksSettings {
    String PID = "dev.tollgate.webhooks";

    @AttributeDefinition(name = "Prefix", description = "What the paths of all webhooks begin with.")
    String prefix() default "/hooks";

    @AttributeDefinition(name = "Requests", description = "How many requests are read at a time; to others the answer is 503. Each takes"
            + " a thread of the HTTP service, and as much of the heap as its webhook allows.", min = "1", max = "1000")
    int requests_most() default 32;

    @AttributeDefinition(name = "Time", description = "How long the body of a request may take to come in, in ms; the HTTP service's own"
            + " time limit ends a connection on which nothing comes at all.", min = "100", max = "600000")
    int read_ms() default 10_000;
}
