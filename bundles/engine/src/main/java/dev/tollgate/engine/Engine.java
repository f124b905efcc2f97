package dev.tollgate.engine;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.capability.Gatekeeper;
import dev.tollgate.limits.Limits;
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
     * Compiles a module, unless that was done before, so that {@link #load} has little left to do. Nothing of it runs.
     *
     * @throws ModuleRefusedException when it cannot be run here, or takes more time or memory to compile than it may
     */
    void compile(byte[] wasm) throws ModuleRefusedException;

    /**
     * Makes a module ready to be invoked; no code of it runs before the first invocation. What was compiled before is not
     * compiled again.
     *
     * @param gatekeeper asked at each gate call of this plugin
     * @param config     what the guest reads with {@code config}
     * @param instances  what an invocation finds of the ones before it
     */
    GuestModule load(PluginId plugin, byte[] wasm, Gatekeeper gatekeeper, GuestConfig config, Instances instances)
            throws ModuleRefusedException;

    /**
     * Runs handlers of a loaded module a few times before anybody waits for them, so that the JVM knows their code. They run on
     * instances of their own that are connected to nothing: their input is empty, gates answer {@code EUNAVAILABLE}, what they log is
     * swallowed, and how they end is nobody's concern. Returns when the configured time is up at the latest, with the
     * inexactness of any deadline.
     *
     * @param handlers the limits that each of them has
     */
    void warmUp(GuestModule module, Map<String, Limits> handlers);
}
