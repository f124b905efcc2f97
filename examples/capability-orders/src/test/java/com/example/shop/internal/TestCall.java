package com.example.shop.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.Scope;
import java.time.Duration;

/** A call of some plugin's handler that has a second left. */
record TestCall(Scope<?> granted) implements GateCall {
    @Override
    public PluginId plugin() {
        return new PluginId("order-report", "1.0.0", Digest.of(new byte[0]));
    }

    @Override
    public String handler() {
        return "on_order_report";
    }

    @Override
    public String requestId() {
        return "r1";
    }

    @Override
    public <S extends Scope<S>> S scope(Class<S> type) {
        return type.cast(granted);
    }

    @Override
    public Duration remaining() {
        return Duration.ofSeconds(1);
    }

    @Override
    public long count(String counter, long amount) {
        throw new UnsupportedOperationException("the gate counts nothing");
    }

    @Override
    public <R extends Kept> R keep(Class<R> type, Opening<R> opening) {
        throw new UnsupportedOperationException("the gate keeps nothing");
    }
}
