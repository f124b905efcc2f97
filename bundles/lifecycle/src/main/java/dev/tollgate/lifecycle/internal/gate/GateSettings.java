package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** How gates change hands, and who may provide them. */
@Validated(by = GateRules.Check.class, refused = Refused.OFF)
@ObjectClassDefinition(name = "Tollgate gates", description = "How gates change hands, who may provide them, and how often they may be called.")
public @interface GateSettings {
    String PID = "dev.tollgate.gates";

    @AttributeDefinition(name = "Wait", description = "How long calls wait for the next provider when one has gone, in ms; never more than half of what is left of their deadline.", min = "0", max = "60000")
    int swap_wait_ms() default 2_000;

    @AttributeDefinition(name = "Drain", description = "How long a provider that goes waits for the calls in it, in ms; then they are stopped.", min = "0", max = "600000")
    int drain_ms() default 10_000;

    @AttributeDefinition(name = "Providers", description = "Which bundle may provide a gate, such as 'kv=com.example.kv, orders=com.example.orders' (symbolic names).")
    String providers() default "";

    @AttributeDefinition(name = "Calls per minute", description = "How often one plugin may call a gate in any minute, such as 'http=120, orders=0'; 0: no limit. Without a value the gate says it.")
    String per_minute() default "";
}
