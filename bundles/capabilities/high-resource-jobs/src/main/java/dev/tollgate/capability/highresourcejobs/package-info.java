/**
 * The gate {@code tollgate:high_resource_jobs@1}, which has no functions: while it is granted and this bundle is there, a plugin's jobs run
 * under the operator's second set of caps; when it goes, the next job runs under the normal ones. What the caps are is configured
 * with the other limits.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tollgate.capability.highresourcejobs;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
