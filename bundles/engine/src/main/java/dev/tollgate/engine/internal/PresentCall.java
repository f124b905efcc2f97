package dev.tollgate.engine.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.capability.Scope;
import java.time.Duration;
import java.util.Optional;

/** A gate call as its provider sees it. */
record PresentCall(PluginId plugin, GateName gate, GuestCall guest, Gatekeeper.Passage passage) implements GateCall {
    @Override
    public String handler() {
        return guest.handler;
    }

    @Override
    public String requestId() {
        return guest.requestId();
    }

    @Override
    public Optional<String> traceparent() {
        return guest.observation.traceparent();
    }

    @Override
    public <S extends Scope<S>> S scope(Class<S> type) {
        return type.cast(passage.scope());
    }

    @Override
    public Duration remaining() {
        return guest.meter.remaining();
    }

    @Override
    public long count(String counter, long amount) {
        return guest.count(gate, counter, amount);
    }

    @Override
    public <R extends Kept> R keep(Class<R> type, Opening<R> opening) throws GateException {
        return guest.keep(gate, passage, type, opening);
    }
}
