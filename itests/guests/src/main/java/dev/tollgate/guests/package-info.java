/**
 * Guests for tests. Their sources are the {@code .wat} files of this module; {@code build.sh} beside its pom compiles them
 * into its resources. {@link dev.tollgate.guests.TestPackage} packs one with a manifest.
 */
@Export
@Version("1.0.0")
package dev.tollgate.guests;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
