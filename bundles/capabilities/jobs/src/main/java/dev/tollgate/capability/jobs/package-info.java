/**
 * The jobs gate, {@code tollgate:jobs@1}: a plugin registers schedules beside those of its manifest, and asks how its schedules
 * and jobs stand.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tollgate.capability.jobs;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
