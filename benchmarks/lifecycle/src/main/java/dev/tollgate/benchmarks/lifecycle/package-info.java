/** Reloads of a plugin on the whole stack, while its hooks, jobs and events run. Started by {@code storm.sh}. */
package dev.tollgate.benchmarks.lifecycle;
