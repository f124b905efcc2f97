/**
 * What the engine costs around a guest's own work: calls, ends by a deadline, loading and waiting. {@code EngineBenchmark}
 * measures each {@code Section} in a process of its own, through the public API, beside the bare engine where that can do
 * the same. The classes are not in the bundle: they run from the class path, see {@code engine.sh}.
 */
package dev.tollgate.benchmarks.engine;
