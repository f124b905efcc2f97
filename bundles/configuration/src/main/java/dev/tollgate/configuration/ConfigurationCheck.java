package dev.tollgate.configuration;

import org.osgi.annotation.versioning.ConsumerType;

/** What a component says to values that its metatype allows one by one. */
@ConsumerType
public interface ConfigurationCheck {
    /** @throws IllegalArgumentException where they are refused; its message names the keys and what is allowed */
    void check(CheckedValues values);

    /** Everything that the metatype allows. */
    final class Any implements ConfigurationCheck {
        @Override
        public void check(CheckedValues values) {
            // Nothing to object to.
        }
    }
}
