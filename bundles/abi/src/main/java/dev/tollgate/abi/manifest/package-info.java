/**
 * A plugin's manifest, {@code plugin.yaml}. One JSON Schema ({@code plugin.schema.json} beside these classes) says what
 * is allowed; {@link dev.tollgate.abi.manifest.ManifestReader} checks against it and reports every violation at once.
 */
@Export
@Version("1.0.0")
package dev.tollgate.abi.manifest;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
