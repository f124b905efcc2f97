/**
 * For the tests of jobs and schedules. {@link dev.tollgate.jobs.testkit.HandDrivenJobs} is the job engine with a clock that is turned
 * by hand and nothing that happens by itself; {@link dev.tollgate.jobs.testkit.Node} is one of the servers that share its store. See
 * docs/TESTING-JOBS.md.
 */
package dev.tollgate.jobs.testkit;
