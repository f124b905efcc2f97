package dev.tollgate.lifecycle.ingress;

/**
 * All services of this node together.
 *
 * @param running  services that are {@link ServiceState#RUNNING}
 * @param failed   services that are {@link ServiceState#FAILED}
 * @param depth    events that wait
 * @param counters of all services that are or were there since the node started
 */
public record ServiceTotals(int services, int running, int failed, long depth, ServiceCounters counters) {
}
