/**
 * The durable job engine. An application puts a {@link dev.tollgate.jobs.JobRequest} into
 * {@link dev.tollgate.jobs.JobQueue}; a {@link dev.tollgate.jobs.JobHandler}, registered as an OSGi service for that
 * queue, runs it and answers with a {@link dev.tollgate.jobs.JobResult}. Execution is at least once and fenced: each
 * claim has a lease and a token, and a worker that lost its lease can no longer write.
 *
 * <p>Three duties, three services: {@link dev.tollgate.jobs.Jobs} reads, {@link dev.tollgate.jobs.JobsAdmin} acts, and a
 * {@link dev.tollgate.jobs.JobsRegistrar} declares jobs with schedules ({@link dev.tollgate.jobs.Schedules} for who speaks for
 * others). Where rows are kept is behind {@link dev.tollgate.jobs.spi.JobStore} and {@link dev.tollgate.jobs.spi.ScheduleStore}. Nothing in this package knows what a plugin is: fairness and concurrency are
 * per <em>group</em>, a name that the caller chooses.
 */
@Export
@Version("1.0.0")
package dev.tollgate.jobs;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
