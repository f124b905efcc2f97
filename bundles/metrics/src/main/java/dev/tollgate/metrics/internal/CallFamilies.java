package dev.tollgate.metrics.internal;

import dev.tollgate.abi.Errno;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Set;

/** The metrics of calls. Their first label is the plugin, and every other one is a name of the host's. */
final class CallFamilies {
    private static final String PLUGIN = "plugin";
    private static final String KIND = "kind";

    final Counter invocations;
    final Histogram time;
    final Counter fuel;
    final Counter trips;
    final Counter gateCalls;
    final Histogram gateTime;

    CallFamilies(PrometheusRegistry registry) {
        invocations = Counter.builder().name("tollgate_invocations_total").help("Calls of plugins, by how they ended.")
                .labelNames(PLUGIN, KIND, "outcome").withoutExemplars().register(registry);
        time = Histogram.builder().name("tollgate_invocation_seconds").unit(Unit.SECONDS).help("How long calls took, of those that reached the plugin.")
                .classicOnly().classicUpperBounds(.0001, .0005, .001, .005, .01, .05, .1, .25, 1, 5, 30)
                .labelNames(PLUGIN, KIND).withoutExemplars().register(registry);
        fuel = Counter.builder().name("tollgate_fuel_total").help("Fuel that calls used.").labelNames(PLUGIN, KIND).withoutExemplars()
                .register(registry);
        trips = Counter.builder().name("tollgate_trips_total").help("Calls that a limit ended, by the limit.").labelNames(PLUGIN, "limit")
                .withoutExemplars().register(registry);
        gateCalls = Counter.builder().name("tollgate_gate_calls_total")
                .help("Calls of gates, by the error that they were answered with; none where they were answered with a result.")
                .labelNames(PLUGIN, "gate", "error").withoutExemplars().register(registry);
        gateTime = Histogram.builder().name("tollgate_gate_call_seconds").unit(Unit.SECONDS).help("How long calls of gates took.")
                .classicOnly().classicUpperBounds(.0001, .001, .01, .1, 1, 10).labelNames(PLUGIN, "gate").withoutExemplars()
                .register(registry);
    }

    static String error(Errno errno) {
        return errno == null ? "none" : errno.name();
    }

    /** Drops the series of all other plugins. */
    void retain(Set<String> plugins) {
        for (StatefulMetric<?, ?> metric : List.of(invocations, time, fuel, trips, gateCalls, gateTime)) {
            metric.removeIf(labels -> !plugins.contains(labels.get(0)) && !labels.get(0).equals(PluginLabels.OTHER));
        }
    }
}
