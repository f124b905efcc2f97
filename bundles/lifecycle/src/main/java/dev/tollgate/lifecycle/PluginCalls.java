package dev.tollgate.lifecycle;

import dev.tollgate.engine.Profile;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The way to a plugin, for hooks, jobs and whatever else calls one. It asks whether the plugin may be called now, calls it,
 * and tells its breaker how that ended; nobody else asks or tells.
 */
@ProviderType
public interface PluginCalls {
    /**
     * Calls a handler under the limits of the profile, unless the plugin is held back or this generation of it was replaced. A profile for
     * a service calls the instance that is kept for it. Always returns.
     */
    CallResult call(ActivePlugin plugin, String handler, byte[] input, Profile profile);
}
