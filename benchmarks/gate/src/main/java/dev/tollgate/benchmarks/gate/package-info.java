/** The bundle that the benchmark of swaps stops, starts, updates and refreshes. */
package dev.tollgate.benchmarks.gate;
