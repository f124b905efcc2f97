package dev.tollgate.engine.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.capability.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A gate that is open to everybody, and remembers who is in it and how calls ended. */
final class OpenGate implements Gatekeeper, Gatekeeper.Passage {
    final List<Errno> ended = new ArrayList<>();
    volatile Capability provider;
    volatile Scope<?> scope = new Scope.Whole();
    volatile boolean abandoned;
    volatile Errno refusal;
    volatile int inside;

    OpenGate(Capability provider) {
        this.provider = provider;
    }

    @Override
    public Passage pass(GateName gate, Supplier<Duration> patience) {
        inside++;
        return this;
    }

    @Override
    public Capability provider() {
        return provider;
    }

    @Override
    public Object scope() {
        return scope;
    }

    @Override
    public void admit() throws GateException {
        if (refusal != null) {
            throw new GateException(refusal, "refused");
        }
    }

    @Override
    public boolean abandoned() {
        return abandoned;
    }

    @Override
    public void ended(Errno error, long nanos) {
        ended.add(error);
    }

    @Override
    public void leave() {
        inside--;
    }
}
