package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Capability;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.grant.Grant;

/** A gate that is open to one plugin version by one grant, at one provider. All its calls pass through this one object. */
record OpenGate(PluginId plugin, GateName gate, GrantRegistry.Standing standing, Grant grant, Object scope, Provider source, Gates gates,
        GateBook book, GateUse use) implements Gatekeeper.Passage {
    boolean isOf(Provider provider, Grant present) {
        return source == provider && grant == present;
    }

    @Override
    public Capability provider() {
        return source.capability();
    }

    @Override
    public void admit() throws GateException {
        if (standing.open() != grant) {
            throw new GateException(Errno.EPERM, plugin + " is no longer granted " + gate.capability() + " as it was");
        }
        int perMinute = gates.rules().perMinute().getOrDefault(gate.capability(), source.contract().perMinute());
        if (perMinute > 0 && !book.tryTake(plugin.slug(), gate, perMinute)) {
            throw new GateException(Errno.ERATELIMIT, plugin.slug() + " called " + gate + " " + perMinute
                    + " times in a minute, as often as it may ('per.minute' in the configuration " + GateSettings.PID + ")");
        }
    }

    @Override
    public boolean abandoned() {
        return source.abandoned();
    }

    @Override
    public void ended(Errno error, long nanos) {
        use.count(error, nanos);
    }

    @Override
    public void leave() {
        source.leave();
    }
}
