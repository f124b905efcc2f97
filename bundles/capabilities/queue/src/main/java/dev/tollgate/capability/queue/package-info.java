/** The queue gate, {@code tollgate:queue@1}: a plugin enqueues jobs of its own and asks how they stand. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tollgate.capability.queue;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
