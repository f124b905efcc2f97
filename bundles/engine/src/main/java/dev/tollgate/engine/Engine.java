package dev.tollgate.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Gatekeeper;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Admits and loads modules. */
@ProviderType
public interface Engine {
    /**
     * Checks a module and says what it imports and exports. Nothing of it runs.
     *
     * @throws ModuleRefusedException with every reason that was found, when it cannot be run here
     */
    ModuleInfo inspect(byte[] wasm) throws ModuleRefusedException;

    /**
     * Makes a module ready to be invoked; no code of it runs before the first invocation.
     *
     * @param gatekeeper asked at each gate call of this plugin
     * @param config     what the guest reads with {@code config}
     * @param instances  what an invocation finds of the ones before it
     */
    GuestModule load(PluginId plugin, byte[] wasm, Gatekeeper gatekeeper, Map<String, JsonNode> config, Instances instances)
            throws ModuleRefusedException;
}
