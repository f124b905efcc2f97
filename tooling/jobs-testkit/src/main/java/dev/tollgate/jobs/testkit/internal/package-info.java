/**
 * A store that forgets. {@link dev.tollgate.jobs.testkit.internal.Tables} is what is kept; the two stores, for jobs and for
 * schedules, look at the same one, as the stores on a database do. It has no thread and no clock of its own, and it passes the
 * suite that the stores on disk pass.
 */
package dev.tollgate.jobs.testkit.internal;
