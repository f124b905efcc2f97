/**
 * Grants: an administrator's decisions about which capabilities one plugin digest may use. The default is nothing, and
 * omitting a decision grants nothing.
 */
@Export
@Version("1.0.0")
package dev.tollgate.abi.grant;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
