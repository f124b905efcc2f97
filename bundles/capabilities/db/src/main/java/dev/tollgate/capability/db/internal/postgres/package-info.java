/**
 * Spaces in PostgreSQL: for each plugin a schema and two LOGIN roles in a database of their own. The plugin's role reads and writes rows
 * and nothing else; the owner's role, which only migrations use, makes the tables. An administrative role makes both.
 */
package dev.tollgate.capability.db.internal.postgres;
