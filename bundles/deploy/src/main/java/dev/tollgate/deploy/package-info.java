/**
 * Plugins as files: a package, or a module with its manifest, that is put into a folder is installed, updated when it changes and removed
 * with the file. {@link dev.tollgate.deploy.Deployments} says how each file stands.
 */
@Export
@Version("1.0.0")
package dev.tollgate.deploy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
