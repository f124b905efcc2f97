/** What it costs that somebody looks on at invocations: metrics, traces, both. */
package dev.tollgate.benchmarks.observers;
