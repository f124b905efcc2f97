/**
 * What a gate call costs and what a swap of its provider is noticed of, on the assembled distribution: the whole path from a hook's
 * guest to the provider, as a plugin of anybody's takes it. The gate that does nothing comes in the bundle of {@code gate/}, which
 * is packed into this one. {@code gates.sh} runs both.
 */
package dev.tollgate.benchmarks.gates;
