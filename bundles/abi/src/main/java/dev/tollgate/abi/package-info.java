/**
 * The contract between guests, capabilities and the host: who a plugin is ({@link dev.tollgate.abi.PluginId}) and the
 * one table of error numbers ({@link dev.tollgate.abi.Errno}). The manifest, the Capability SPI and grants have packages
 * of their own beside this one. No capability is implemented here.
 */
@Export
@Version("1.0.0")
package dev.tollgate.abi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
