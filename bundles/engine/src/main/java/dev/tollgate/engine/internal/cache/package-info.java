/**
 * Keeps compiled code between starts. A {@link dev.tollgate.engine.internal.cache.CodeKey} says what an entry was made of and by what, a
 * {@link dev.tollgate.engine.internal.cache.HostKey} that it was made here. What an entry holds is not known here.
 */
package dev.tollgate.engine.internal.cache;
