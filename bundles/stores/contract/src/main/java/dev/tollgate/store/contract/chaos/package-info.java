/**
 * Jobs on processes that are killed, stopped and cut off, and the history that they must have. What is common to all stores; how a
 * process opens its store, and what is done to it, is each store's own.
 */
package dev.tollgate.store.contract.chaos;
