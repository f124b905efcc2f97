package dev.tollgate.capability.kv.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings of the kv gate. */
@ObjectClassDefinition(name = "Tollgate kv", description = "How much plugins may keep, and where.")
public @interface KvSettings {
    String PID = "dev.tollgate.kv";

    @AttributeDefinition(name = "Most bytes", min = "0", max = "1099511627776",
            description = "The most that any plugin may keep, whatever it was granted, in bytes of its keys and values.")
    long most_bytes() default 104_857_600;

    @AttributeDefinition(name = "Store", required = false,
            description = "Which store is used where there are several, such as (tollgate.store=postgres). Without a value the one"
                    + " that ranks highest of those that are there.")
    String store_target();
}
