package dev.tollgate.capability.db.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.Scope;
import dev.tollgate.capability.db.DbScope;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** An invocation as the host makes it: counters, and things that are kept until it is closed. */
final class TestCall implements GateCall, AutoCloseable {
    private final PluginId plugin;
    private final DbScope scope;
    private final Map<Class<?>, Kept> kept = new HashMap<>();
    private final Map<String, Long> counters = new HashMap<>();
    private Duration remaining = Duration.ofMinutes(2);

    TestCall(PluginId plugin, DbScope scope) {
        this.plugin = plugin;
        this.scope = scope;
    }

    TestCall within(Duration left) {
        remaining = left;
        return this;
    }

    boolean keepsSomething() {
        return !kept.isEmpty();
    }

    /** As when a swap of the provider did not wait any longer. */
    void abandon() {
        kept.values().forEach(Kept::close);
        kept.clear();
    }

    @Override
    public PluginId plugin() {
        return plugin;
    }

    @Override
    public String handler() {
        return "handler";
    }

    @Override
    public String requestId() {
        return "request";
    }

    @Override
    public <S extends Scope<S>> S scope(Class<S> type) {
        return type.cast(scope);
    }

    @Override
    public Duration remaining() {
        return remaining;
    }

    @Override
    public long count(String counter, long amount) {
        return counters.merge(counter, amount, Long::sum);
    }

    @Override
    public <R extends Kept> R keep(Class<R> type, Opening<R> opening) throws GateException {
        Kept present = kept.get(type);
        if (present == null) {
            present = opening.open();
            kept.put(type, present);
        }
        return type.cast(present);
    }

    @Override
    public void close() {
        abandon();
    }
}
