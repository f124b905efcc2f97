/**
 * The embedded store. {@link dev.tollgate.store.sqlite.internal.StoreComponent} opens a {@code Database}, which is one
 * file that one process has to itself: a {@code Writer} commits what many callers write, a group at a time, and
 * {@code Readers} read beside it. Over it stand the stores, one per service; {@code FairClaim} is the one with an idea of its own.
 * Nothing is exported: the store is its services.
 */
package dev.tollgate.store.sqlite.internal;
