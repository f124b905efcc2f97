/** The config gate, {@code tollgate:config@1}: a plugin reads what an administrator set for it. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tollgate.capability.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
