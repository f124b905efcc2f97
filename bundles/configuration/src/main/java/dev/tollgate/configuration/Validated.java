package dev.tollgate.configuration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On the settings of a component, an annotation type that defines its metatype: what is to be checked beyond the metatype, and what happens
 * with a configuration that is refused. Settings without it are checked against their metatype, and {@link Refused#DEFAULTS} holds.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Validated {
    /** In the description of a setting that a component reads only once. Whoever changes one is told so in the log. */
    String AT_NEXT_START = "Takes effect at the next start.";

    /** A public class with a public constructor that takes nothing. It is asked when the metatype has nothing to object to. */
    Class<? extends ConfigurationCheck> by() default ConfigurationCheck.Any.class;

    /** What happens with a configuration that is refused. */
    Refused refused() default Refused.DEFAULTS;

    /** What takes the place of a configuration that is refused. */
    enum Refused {
        /** The values before it; where there are none, defaults stand in for the keys that are wrong. */
        DEFAULTS,
        /** The same, but never nothing: where values do not go together, defaults stand in for all of them. */
        ALL_DEFAULTS,
        /** The values before it; where there are none, nothing: a default could open what was meant to be closed. */
        OFF,
        /** The component sees what is refused, and closes itself: the values before it could trust what is not to be trusted any more. */
        CLOSED
    }
}
