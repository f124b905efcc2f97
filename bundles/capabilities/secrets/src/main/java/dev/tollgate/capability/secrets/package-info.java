/** The secrets gate, {@code tollgate:secrets@1}: a plugin reads the secrets that its manifest names and an administrator set. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tollgate.capability.secrets;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
