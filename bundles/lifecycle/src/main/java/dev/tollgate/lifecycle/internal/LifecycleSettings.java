package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.internal.catalogue.ChosenCatalogue;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of lifecycle tasks, and where plugins are installed. */
@ObjectClassDefinition(name = "Tollgate lifecycle", description = "Where plugins are installed, and the jobs that activate, deactivate and remove them.")
@interface LifecycleSettings {
    String PID = ChosenCatalogue.PID;
    int VERSIONS_KEPT = 10;
    int HISTORY_KEPT = 1_000;

    @AttributeDefinition(name = "Store", description = "Which store keeps the plugins; (tollgate.store=postgres) for the one that nodes share.")
    String store_target() default ChosenCatalogue.OWN_STORE;

    @AttributeDefinition(name = "Wait in seconds", min = "0", max = "3600", description = "How long whoever asks for a task waits for its end. The task goes on afterwards.")
    long wait_seconds() default 30;

    @AttributeDefinition(name = "Timeout in seconds", min = "1", max = "86400", description = "How long one attempt of a task may take, the plugin's handler included.")
    long timeout_seconds() default 600;

    @AttributeDefinition(name = "Development", description = "Whether a version may be installed with other content, which takes over at once"
            + " where it is active. Not for a server that others rely on.")
    boolean development() default false;

    @AttributeDefinition(name = "Versions kept", min = "0", max = "10000", description = "How many versions of a plugin are kept beside the one that is"
            + " current and the one before it. The others leave the catalogue after an activation.")
    int versions_kept() default VERSIONS_KEPT;

    @AttributeDefinition(name = "History kept", min = "1", max = "1000000", description = "How many events are kept of each plugin, the newest.")
    int history_kept() default HISTORY_KEPT;

    @AttributeDefinition(name = "Drain in seconds", min = "0", max = "3600", description = "How long what a generation of a plugin began may go on when another one has taken over.")
    long drain_seconds() default 10;
}
