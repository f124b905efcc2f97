/** The kv gate, {@code tollgate:kv@1}: a plugin keeps values under keys of its own. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tollgate.capability.kv;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
