/** What a store does for the catalogue, for grants and for breakers. Store bundles implement it; all of them pass the same suite. */
@Export
@Version("1.0.0")
package dev.tollgate.lifecycle.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
