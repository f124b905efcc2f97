/** Reloads of a plugin on the whole stack, while its hooks, jobs and events run. Started by {@code storm.sh}; {@code flood.sh} floods a slow service. */
package dev.tollgate.benchmarks.lifecycle;
