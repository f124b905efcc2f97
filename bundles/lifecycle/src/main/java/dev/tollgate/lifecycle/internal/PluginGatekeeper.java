package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateName;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.abi.manifest.Manifest;

/** One plugin's gatekeeper: asked, granted, provided, in that order, looked up at every call. */
final class PluginGatekeeper implements Gatekeeper {
    private final PluginId plugin;
    private final Manifest manifest;
    private final GrantRegistry grants;
    private final Gates gates;

    PluginGatekeeper(PluginId plugin, Manifest manifest, GrantRegistry grants, Gates gates) {
        this.plugin = plugin;
        this.manifest = manifest;
        this.grants = grants;
        this.gates = gates;
    }

    @Override
    public Passage pass(GateName gate) throws GateException {
        if (grants.find(plugin, gate.capability()).isEmpty()) {
            throw new GateException(Errno.EPERM, plugin + " was not granted " + gate.capability());
        }
        JsonNode scope = manifest.scope(gate.capability());
        return gates.provider(gate).map(provider -> new Passage(provider, scope))
                .orElseThrow(() -> new GateException(Errno.EUNAVAILABLE, "no bundle provides " + gate + " now"));
    }
}
