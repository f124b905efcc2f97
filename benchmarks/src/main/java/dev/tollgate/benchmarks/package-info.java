/** Measures a running server from inside, as the shell command {@code bench:run}. */
package dev.tollgate.benchmarks;
