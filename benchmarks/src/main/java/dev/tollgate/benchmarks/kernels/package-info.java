/**
 * How fast the same programs run on different engines: {@code KernelBenchmark} starts a process for each program on each
 * engine ({@code Fork}), round after round, and compares the medians.
 *
 * <p>An engine is a {@link dev.tollgate.benchmarks.kernels.Backend}; all that there are stand in {@code Column}. The classes
 * are not in the bundle: they run from the class path, see {@code kernels.sh}.
 */
package dev.tollgate.benchmarks.kernels;
