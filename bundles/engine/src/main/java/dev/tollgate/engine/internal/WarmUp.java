package dev.tollgate.engine.internal;

import dev.tollgate.engine.Profile;
import dev.tollgate.limits.Limits;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets a module's handlers run where nobody waits for them: the first runs are slow, because the JVM links classes, interprets
 * and only then compiles. What it knows already, from this plugin's last generation or from another plugin with the same module, is not
 * run again. Each handler gets its share of what is left of the time, so that one which never ends leaves the others theirs.
 */
final class WarmUp {
    /** As often as it takes the JIT to have seen enough; small handlers are through in a few milliseconds. */
    private static final int MOST_ROUNDS = 50;
    private static final byte[] NOTHING = new byte[0];

    private final PooledInvoker invoker;
    private volatile Duration time;
    private final LongSupplier nanoTime;

    /** @param time for one module; none when zero */
    WarmUp(PooledInvoker invoker, Duration time, LongSupplier nanoTime) {
        this.invoker = invoker;
        this.time = time;
        this.nanoTime = nanoTime;
    }

    void take(Duration other) {
        time = other;
    }

    void run(LoadedModule module, Map<String, Limits> handlers) {
        Map<String, Limits> cold = new LinkedHashMap<>(handlers);
        cold.keySet().removeAll(module.warm());
        if (cold.isEmpty() || time.isZero()) {
            return;
        }
        long end = nanoTime.getAsLong() + time.toNanos();
        try (LoadedModule unconnected = module.unconnected()) {
            run(unconnected, cold, end);
        }
        module.warm().addAll(cold.keySet());
    }

    private void run(LoadedModule unconnected, Map<String, Limits> handlers, long end) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int waiting = handlers.size();
            for (Map.Entry<String, Limits> handler : handlers.entrySet()) {
                long share = (end - nanoTime.getAsLong()) / waiting--;
                if (share <= 0) {
                    return;
                }
                invoker.invoke(unconnected, handler.getKey(), NOTHING, Profile.of(Profile.Kind.ACTION, within(share, handler.getValue())));
            }
        }
    }

    private static Limits within(long nanos, Limits limits) {
        Duration share = Duration.ofNanos(nanos);
        return share.compareTo(limits.deadline()) < 0 ? limits.with(limits.fuel(), limits.memory(), share) : limits;
    }
}
