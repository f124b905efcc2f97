/**
 * What a store does for the job engine. {@link dev.tollgate.jobs.spi.JobStore} and {@link dev.tollgate.jobs.spi.ScheduleStore}
 * are implemented by store bundles; all of them pass the same suite. A store decides nothing: when, how often and in what
 * order are the engine's.
 */
@Export
@Version("1.0.0")
package dev.tollgate.jobs.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
