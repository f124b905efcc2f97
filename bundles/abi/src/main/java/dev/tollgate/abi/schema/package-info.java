/**
 * What a payload has to look like, as a JSON Schema ({@link dev.tollgate.abi.schema.PayloadSchema}), and JSON read within bounds
 * ({@link dev.tollgate.abi.schema.PayloadJson}): both may come from a guest.
 */
@Export
@Version("1.0.0")
package dev.tollgate.abi.schema;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
