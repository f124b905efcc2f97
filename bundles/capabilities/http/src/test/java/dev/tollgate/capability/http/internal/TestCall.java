package dev.tollgate.capability.http.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A call of a plugin, made by hand. */
record TestCall(String slug, Scope<?> granted, Duration remaining) implements GateCall {
    @Override
    public PluginId plugin() {
        return new PluginId(slug, "1.0.0", Digest.of(slug.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String handler() {
        return "on_test";
    }

    @Override
    public String requestId() {
        return "test";
    }

    @Override
    public <S extends Scope<S>> S scope(Class<S> type) {
        return type.cast(granted);
    }

    @Override
    public long count(String counter, long amount) {
        throw new UnsupportedOperationException("the http gate counts nothing of its own");
    }

    @Override
    public <R extends Kept> R keep(Class<R> type, Opening<R> opening) {
        throw new UnsupportedOperationException("the http gate keeps nothing");
    }
}
