/**
 * What an administrator sets for a plugin: configuration, which overrides the manifest's defaults, and secrets, which are kept
 * sealed. {@link dev.tollgate.abi.settings.ConfigValues} and {@link dev.tollgate.abi.settings.Secrets} are the services that
 * gates, shell and console use; a store implements {@link dev.tollgate.abi.settings.SettingsStore}. Settings belong to a slug, not to a
 * version: an update keeps them.
 */
@Export
@Version("1.0.0")
package dev.tollgate.abi.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
