/**
 * Configuration that is checked before it is taken.
 *
 * <p>What a component can be told stands in its metatype: keys, types, bounds, defaults. Each new configuration of a PID that begins with
 * {@code dev.tollgate.} is held against it, and against what metatype cannot say: a rule over several keys, say, which the component's
 * settings name with {@link dev.tollgate.configuration.Validated}. One that is refused does not reach the component. The values before it
 * stay in force, the log says why, and {@link dev.tollgate.configuration.ConfigurationFaults} shows it until it is mended.
 */
@Export
@Version("1.0.0")
package dev.tollgate.configuration;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
