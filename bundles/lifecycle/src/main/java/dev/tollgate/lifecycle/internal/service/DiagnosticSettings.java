package dev.tollgate.lifecycle.internal.service;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How much of what happens to services is kept. */
@ObjectClassDefinition(name = "Tollgate diagnostics", description = "How much of what happened to services is kept in memory for operators.")
public @interface DiagnosticSettings {
    String PID = "dev.tollgate.diagnostics";

    @AttributeDefinition(name = "Per plugin", description = "How many of the newest entries of each plugin are kept.", min = "1", max = "1000")
    int per_plugin() default 100;

    @AttributeDefinition(name = "In all", description = "How many of the newest entries of all plugins together are kept.", min = "1", max = "100000")
    int in_all() default 1_000;
}
