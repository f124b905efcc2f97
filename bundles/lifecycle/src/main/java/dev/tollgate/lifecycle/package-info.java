/**
 * The life of plugins: {@link dev.tollgate.lifecycle.Plugins} installs, activates and removes them,
 * {@link dev.tollgate.lifecycle.Grants} decides what they may use, {@link dev.tollgate.lifecycle.Hooks} and jobs call them
 * through {@link dev.tollgate.lifecycle.PluginCalls}, and {@link dev.tollgate.lifecycle.Breakers} hold back those that trip.
 * An application says with a {@link dev.tollgate.lifecycle.HookPoint} what passes through a hook.
 * A {@link dev.tollgate.lifecycle.PluginListener} is told when any of that becomes another.
 * Activating, deactivating and removing are jobs, so that a crash does not end them; a {@link dev.tollgate.lifecycle.PluginWork} keeps
 * work that goes with a plugin.
 */
@Export
@Version("1.0.0")
package dev.tollgate.lifecycle;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
