/**
 * The http gate, {@code tollgate:http@1}: a plugin fetches from the hosts that it was granted, and from nowhere else.
 * {@link dev.tollgate.capability.http.HttpScope} says what a manifest can ask for and a grant can narrow; what stands between
 * a plugin and the network beside that is the operator's, in the configuration {@code dev.tollgate.http}.
 */
@Export(substitution = Export.Substitution.NOIMPORT)
@Version("1.0.0")
package dev.tollgate.capability.http;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
