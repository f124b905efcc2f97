package dev.tollgate.lifecycle.internal;

import dev.tollgate.configuration.Validated;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** When breakers act, and how many trips are kept. */
@Validated(by = BreakerPolicy.Check.class)
@ObjectClassDefinition(name = "Tollgate breaker", description = "When a plugin that trips too often is no longer called.")
public @interface BreakerSettings {
    String PID = "dev.tollgate.breaker";

    String OWN_STORE = "(!(tollgate.store=postgres))";
    int TRIPS = 5;
    int WINDOW_S = 60;
    int PAUSE_S = 60;
    int CYCLES = 3;
    int CYCLES_WINDOW_S = 3_600;
    int KEPT_PER_PLUGIN = 100;
    int KEPT_IN_ALL = 10_000;

    @AttributeDefinition(name = "Store", description = "Which store keeps breakers and trips; (tollgate.store=postgres) for the one that nodes share.")
    String store_target() default OWN_STORE;

    @AttributeDefinition(name = "Trips", description = "How many trips within the window are borne; one more degrades the plugin.", min = "1", max = "100")
    int trips() default TRIPS;

    @AttributeDefinition(name = "Window", description = "Within which trips are counted, in seconds.", min = "1", max = "86400")
    int window_s() default WINDOW_S;

    @AttributeDefinition(name = "Pause", description = "How long a degraded plugin is not called, in seconds.", min = "1", max = "86400")
    int pause_s() default PAUSE_S;

    @AttributeDefinition(name = "Cycles", description = "How many times a plugin is degraded within their window until it is deactivated.", min = "1", max = "100")
    int cycles() default CYCLES;

    @AttributeDefinition(name = "Window of cycles", description = "Within which cycles are counted, in seconds. All pauses but the last have to fit in.", min = "1", max = "604800")
    int cycles_window_s() default CYCLES_WINDOW_S;

    @AttributeDefinition(name = "Kept trips of a plugin", description = "How many trips of each plugin are kept for administrators.", min = "1", max = "10000")
    int kept_per_plugin() default KEPT_PER_PLUGIN;

    @AttributeDefinition(name = "Kept trips", description = "How many trips of all plugins together are kept.", min = "1", max = "1000000")
    int kept_in_all() default KEPT_IN_ALL;
}
