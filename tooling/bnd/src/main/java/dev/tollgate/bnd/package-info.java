/**
 * A plug-in for bnd: {@link dev.tollgate.bnd.PluginRequirements} reads the plugin in a bundle and writes what the bundle
 * requires, so that a resolver brings the providers of its gates along.
 */
package dev.tollgate.bnd;
