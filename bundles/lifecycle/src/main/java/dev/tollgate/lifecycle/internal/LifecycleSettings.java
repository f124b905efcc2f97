package dev.tollgate.lifecycle.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of lifecycle tasks. */
@ObjectClassDefinition(name = "Tollgate lifecycle tasks", description = "The jobs that activate, deactivate and remove plugins.")
@interface LifecycleSettings {
    String PID = "dev.tollgate.lifecycle";

    @AttributeDefinition(name = "Wait in seconds", min = "0", description = "How long whoever asks for a task waits for its end. The task goes on afterwards.")
    long wait_seconds() default 30;

    @AttributeDefinition(name = "Timeout in seconds", min = "1", description = "How long one attempt of a task may take, the plugin's handler included.")
    long timeout_seconds() default 600;
}
