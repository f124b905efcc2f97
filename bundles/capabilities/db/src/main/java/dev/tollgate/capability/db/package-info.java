/** The db gate, {@code tollgate:db@1}: SQL in the plugin's own space, on SQLite or PostgreSQL. */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tollgate.capability.db;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
