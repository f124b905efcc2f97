/** Metrics: what is told of each call, and what is asked when somebody reads. */
package dev.tollgate.metrics.internal;
