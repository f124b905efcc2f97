/**
 * Plugin jobs. {@link dev.tollgate.bridge.PluginQueue} takes a plugin's job in: it rewrites the type to
 * {@code plugin:<slug>:<type>}, pins the queue, and wraps the body into a payload that names the very plugin version. The
 * other end is a job handler that checks all of that again before it calls the plugin.
 * {@link dev.tollgate.bridge.PluginJobs} is what an administrator does with plugin jobs.
 */
@Export
@Version("1.0.0")
package dev.tollgate.bridge;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
