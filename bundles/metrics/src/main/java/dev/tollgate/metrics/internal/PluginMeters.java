package dev.tollgate.metrics.internal;

import dev.tollgate.engine.Profile.Kind;
import dev.tollgate.limits.Limit;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series of one plugin, each made when it is first needed. They are kept here so that a call looks up no labels; that two threads may
 * put the same one in its place does no harm.
 */
final class PluginMeters {
    private static final int KINDS = Kind.values().length;

    private final CallFamilies families;
    private final String label;
    private final CounterDataPoint[] invocations = new CounterDataPoint[KINDS * Ending.NAMES.size()];
    private final DistributionDataPoint[] times = new DistributionDataPoint[KINDS];
    private final CounterDataPoint[] fuel = new CounterDataPoint[KINDS];
    private final Map<String, GateMeters> gates = new ConcurrentHashMap<>();

    PluginMeters(CallFamilies families, String label) {
        this.families = families;
        this.label = label;
    }

    CounterDataPoint invocations(Kind kind, int ending) {
        int at = kind.ordinal() * Ending.NAMES.size() + ending;
        CounterDataPoint point = invocations[at];
        if (point == null) {
            point = families.invocations.labelValues(label, name(kind), Ending.NAMES.get(ending));
            invocations[at] = point;
        }
        return point;
    }

    DistributionDataPoint time(Kind kind) {
        DistributionDataPoint point = times[kind.ordinal()];
        if (point == null) {
            point = families.time.labelValues(label, name(kind));
            times[kind.ordinal()] = point;
        }
        return point;
    }

    CounterDataPoint fuel(Kind kind) {
        CounterDataPoint point = fuel[kind.ordinal()];
        if (point == null) {
            point = families.fuel.labelValues(label, name(kind));
            fuel[kind.ordinal()] = point;
        }
        return point;
    }

    CounterDataPoint trips(Limit limit) {
        return families.trips.labelValues(label, name(limit));
    }

    /** @param gate a gate's name that the host vouches for */
    GateMeters gate(String gate) {
        GateMeters meters = gates.get(gate);
        return meters != null ? meters : gates.computeIfAbsent(gate, unknown -> new GateMeters(families, label, gate));
    }

    /** Null where no call of that gate was counted yet. */
    GateMeters known(String gate) {
        return gates.get(gate);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
