package dev.tollgate.metrics.internal;

import dev.tollgate.abi.Errno;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Optional;

/** The series of one gate as one plugin calls it. */
final class GateMeters {
    private final CallFamilies families;
    private final String label;
    private final String gate;
    private final CounterDataPoint answered;
    private final CounterDataPoint[] refused = new CounterDataPoint[Errno.values().length];
    private final DistributionDataPoint time;

    GateMeters(CallFamilies families, String label, String gate) {
        this.families = families;
        this.label = label;
        this.gate = gate;
        this.answered = families.gateCalls.labelValues(label, gate, CallFamilies.error(null));
        this.time = families.gateTime.labelValues(label, gate);
    }

    void ended(Optional<Errno> error, double seconds) {
        (error.isEmpty() ? answered : refused(error.get())).inc();
        time.observe(seconds);
    }

    private CounterDataPoint refused(Errno error) {
        CounterDataPoint point = refused[error.ordinal()];
        if (point == null) {
            point = families.gateCalls.labelValues(label, gate, CallFamilies.error(error));
            refused[error.ordinal()] = point;
        }
        return point;
    }
}
