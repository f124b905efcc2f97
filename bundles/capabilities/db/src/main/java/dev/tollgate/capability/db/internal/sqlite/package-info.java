/** Spaces in SQLite: a file for each plugin. */
package dev.tollgate.capability.db.internal.sqlite;
