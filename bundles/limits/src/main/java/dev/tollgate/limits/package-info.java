/**
 * What an invocation may cost, and what it did cost. {@link dev.tollgate.limits.Limits} is the allowance,
 * {@link dev.tollgate.limits.Meter} charges against it while the guest runs, {@link dev.tollgate.limits.Usage} says what
 * was used, and a {@link dev.tollgate.limits.Trip} says which limit ended it. {@link dev.tollgate.limits.Rate},
 * {@link dev.tollgate.limits.TokenBucket} and {@link dev.tollgate.limits.MemoryBudget} bound what outlasts one
 * invocation, {@link dev.tollgate.limits.HostMemory} what all guests hold together, and a {@link dev.tollgate.limits.Breaker} says which plugin tripped too often to be called. Nothing here
 * knows an engine or a store.
 */
@Export
@Version("1.1.0")
package dev.tollgate.limits;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
