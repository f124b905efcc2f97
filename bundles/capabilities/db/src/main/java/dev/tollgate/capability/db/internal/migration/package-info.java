/** The migrations of a package, and how a plugin's space is brought to them. */
package dev.tollgate.capability.db.internal.migration;
