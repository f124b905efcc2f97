package dev.tollgate.configuration;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something in a configuration that is not taken. Its texts are made plain, and the values of passwords are not in them.
 *
 * @param pid     of the configuration
 * @param file    where the configuration is kept in a file, that file
 * @param key     what is wrong; empty where it is several values together
 * @param problem what is wrong with it, and what is allowed
 * @param inForce what is in force instead
 * @param since   when it was refused
 */
public record ConfigurationFault(String pid, Optional<String> file, String key, String problem, InForce inForce, Instant since) {
    /** What a component works with while its configuration is refused. */
    public enum InForce {
        /** What was configured before. */
        FORMER("the values before it stay in force"),
        /** The server started with it: the defaults of the keys that are wrong, and what is right of the others. */
        DEFAULTS("defaults are in force for what is wrong"),
        /** Nothing: what is configured here is off. */
        NOTHING("what it configures is off");

        private final String text;

        InForce(String text) {
            this.text = text;
        }

        /** For operators. */
        public String text() {
            return text;
        }
    }

    public ConfigurationFault {
        Objects.requireNonNull(pid, "pid");
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(inForce, "inForce");
        Objects.requireNonNull(since, "since");
    }

    /** One line for an operator, with what to do. */
    public String text() {
        return "configuration " + pid + file.map(name -> " (" + name + ")").orElse("") + ": " + problem + "; " + inForce.text()
                + "; correct it, it is read again at once";
    }
}
