package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.Errno;
import dev.tollgate.lifecycle.GateCount;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How one plugin used one gate since this node started: every call is counted, by how it ended. */
final class GateUse {
    private static final Errno[] ERRORS = Errno.values();

    private final LongAdder answered = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder[] errors = new LongAdder[ERRORS.length];

    GateUse() {
        for (int i = 0; i < errors.length; i++) {
            errors[i] = new LongAdder();
        }
    }

    /** @param error null where the call was answered with a result */
    void count(Errno error, long took) {
        (error == null ? answered : errors[error.ordinal()]).increment();
        nanos.add(took);
    }

    GateCount sum(String slug, String gate) {
        Map<Errno, Long> refused = new EnumMap<>(Errno.class);
        for (Errno error : ERRORS) {
            long count = errors[error.ordinal()].sum();
            if (count > 0) {
                refused.put(error, count);
            }
        }
        return new GateCount(slug, gate, answered.sum(), refused, Duration.ofNanos(nanos.sum()));
    }
}
