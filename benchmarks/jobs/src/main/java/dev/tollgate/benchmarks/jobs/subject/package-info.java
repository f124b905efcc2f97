/**
 * One subject of the measurement in a process of its own, which does what its input says, a line at a time; {@code graphile.mjs}
 * understands the same lines.
 */
package dev.tollgate.benchmarks.jobs.subject;
