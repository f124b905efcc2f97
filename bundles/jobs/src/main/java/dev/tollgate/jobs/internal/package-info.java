/**
 * How jobs are run. {@link dev.tollgate.jobs.internal.Worker} is the core: it claims, runs and writes, one step at a time,
 * and knows no thread. {@link dev.tollgate.jobs.internal.Engine} turns it on threads and drains it;
 * {@link dev.tollgate.jobs.internal.EngineComponent} is what OSGi sees. Around the core stand the deciders, each with a test
 * of its own: what becomes of a job ({@code RetryPolicy}), what is held and how much of each group ({@code Holds}), how
 * much to claim ahead ({@code Prefetch}), what recurs ({@code Upkeep}).
 */
package dev.tollgate.jobs.internal;
