package dev.tollgate.benchmarks.lifecycle;

import dev.tollgate.lifecycle.HandlerReport;
import dev.tollgate.lifecycle.HookResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Hook calls. Each completes on one version, and on no configuration that was replaced before it began. */
final class HookLoad implements Load {
    private static final int THREADS = 4;
    /** The cores are to have something left. */
    private static final long PAUSE_NANOS = 200_000;
    private static final byte[] NOTHING = new byte[0];

    private final Stack stack;
    private final LongSupplier inForce;
    private final Wrongs wrongs = new Wrongs();
    private final LongAdder calls = new LongAdder();
    private final Map<String, LongAdder> completed = new ConcurrentHashMap<>();

    /** @param inForce the number of the oldest configuration that a call may still be made on */
    HookLoad(Stack stack, LongSupplier inForce) {
        this.stack = stack;
        this.inForce = inForce;
    }

    @Override
    public int threads() {
        return THREADS;
    }

    @Override
    public void once() {
        long oldest = inForce.getAsLong();
        calls.increment();
        HookResult result = stack.hooks().filter(StormPlugin.FILTER, NOTHING);
        if (result.reports().size() == 1 && result.reports().get(0).ending() == HandlerReport.Ending.COMPLETED) {
            completed.computeIfAbsent(result.reports().get(0).plugin().version(), version -> new LongAdder()).increment();
            if (StormPlugin.number(result.value()) < oldest) {
                wrongs.add("a hook call ran on configuration " + StormPlugin.number(result.value()) + " when " + oldest + " was in force");
            }
        } else {
            wrongs.add("a hook call came to " + result.reports());
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    @Override
    public void finish() {
        // A call is at its end when it returns.
    }

    @Override
    public String summary() {
        return calls + " hook calls, completed by version: " + completed;
    }

    @Override
    public List<String> wrongs() {
        long sum = completed.values().stream().mapToLong(LongAdder::sum).sum();
        if (sum != calls.sum() || !completed.keySet().equals(Set.copyOf(StormPlugin.VERSIONS))) {
            wrongs.add("of " + summary());
        }
        return wrongs.all();
    }
}
