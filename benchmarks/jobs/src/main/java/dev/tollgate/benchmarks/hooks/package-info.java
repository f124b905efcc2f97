/** What a chain of ten plugins costs beside ten bare invocations of the same guests. Started by {@code hooks.sh}. */
package dev.tollgate.benchmarks.hooks;
