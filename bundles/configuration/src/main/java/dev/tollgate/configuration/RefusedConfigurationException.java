package dev.tollgate.configuration;

import java.util.Map;

/**
 * A component is not started, because what it is configured with was refused and nothing else may stand in for it. It has no stack trace:
 * the mistake is in a file, and the component runtime would print all of it.
 */
public final class RefusedConfigurationException extends RuntimeException {
    /** The key under which a component with {@link Validated.Refused#OFF} is told that its configuration is refused, and why. */
    public static final String KEY = ".tollgate.refused";

    private static final long serialVersionUID = 1L;

    private RefusedConfigurationException(String message) {
        super(message, null, false, false);
    }

    /**
     * The first thing that a component with {@link Validated.Refused#OFF} does.
     *
     * @param properties of the component
     */
    public static void throwIfRefused(Map<String, ?> properties) {
        if (properties.get(KEY) instanceof String why) {
            throw new RefusedConfigurationException(why);
        }
    }
}
