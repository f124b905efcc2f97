package dev.tollgate.configuration.internal;

import dev.tollgate.configuration.ConfigurationCheck;
import dev.tollgate.configuration.Validated.Refused;

/**
 * What is known of a PID.
 *
 * @param check   what its component says to values that the metatype allows
 * @param refused what takes the place of a configuration that is refused
 */
record Known(Definition definition, ConfigurationCheck check, Refused refused) {
}
