package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;

/** One plugin's gatekeeper: asked, granted, provided, in that order, looked up at every call. */
final class PluginGatekeeper implements Gatekeeper {
    private final PluginId plugin;
    private final GrantRegistry grants;
    private final Gates gates;

    PluginGatekeeper(PluginId plugin, GrantRegistry grants, Gates gates) {
        this.plugin = plugin;
        this.grants = grants;
        this.gates = gates;
    }

    /** What the manifest does not ask for was refused at install and can never be granted, so the grant is all there is to ask. */
    @Override
    public Passage pass(GateName gate) throws GateException {
        JsonNode scope = grants.scope(plugin, gate.capability())
                .orElseThrow(() -> new GateException(Errno.EPERM, plugin + " was not granted " + gate.capability()));
        return gates.provider(gate).map(provider -> new Passage(provider, scope))
                .orElseThrow(() -> new GateException(Errno.EUNAVAILABLE, "no bundle provides " + gate + " now"));
    }
}
