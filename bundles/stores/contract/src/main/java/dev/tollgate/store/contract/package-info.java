/**
 * What every store does, whatever it keeps its rows in: a store's tests extend these classes and say how it is opened. For tests
 * only; the server has none of this.
 */
package dev.tollgate.store.contract;
