/** The job engine beside its peers: who is measured, what, in which order, and the page that comes of it. Started by {@code jobs.sh}. */
package dev.tollgate.benchmarks.jobs;
