package dev.tollgate.abi.capability;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Decides, at each call, whether one plugin may pass a gate now. It is asked every time, so that a revoked grant and a
 * withdrawn provider take effect at the next call.
 */
@FunctionalInterface
public interface Gatekeeper {
    /**
     * An open gate.
     *
     * @param scope what the manifest asked for, narrowed by the grant
     */
    record Passage(Capability provider, JsonNode scope) {
    }

    /**
     * @throws GateException {@link dev.tollgate.abi.Errno#EPERM} when the plugin was not granted the capability, {@link
     *                       dev.tollgate.abi.Errno#EUNAVAILABLE} when no bundle provides it
     */
    Passage pass(GateName gate) throws GateException;
}
