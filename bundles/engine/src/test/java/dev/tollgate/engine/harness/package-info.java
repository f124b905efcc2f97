/**
 * Ways of running WebAssembly behind one interface, so that the official test suite, random modules and published ones try
 * each of them. A further way is a {@link dev.tollgate.engine.harness.GuestEngine} in the list of
 * {@link dev.tollgate.engine.harness.Engines}, with a {@link dev.tollgate.engine.harness.GuestStore} that builds instances,
 * makes memories, adds what its rewritten functions take beside their arguments, and says what fuel a call used. The
 * {@link dev.tollgate.engine.harness.OracleEngine} counts every instruction and says what it should have used.
 */
package dev.tollgate.engine.harness;
