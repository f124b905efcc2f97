/**
 * The store that many nodes share. {@link dev.tollgate.store.postgres.internal.PostgresComponent} opens a {@code Database}, which
 * is a pool of connections to one PostgreSQL database, and registers the stores that stand over it. Nodes that start at once
 * bring the {@code Schema} forward one after the other. Nothing is exported: the store is its services.
 */
package dev.tollgate.store.postgres.internal;
