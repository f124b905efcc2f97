package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.GrantDecision;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** An administrator's decisions. They bind to one plugin digest and take effect at the plugin's next call. */
@ProviderType
public interface Grants {
    /**
     * Opens a gate as far as the manifest asks.
     *
     * @throws PluginException when this very version and digest is not installed, or does not ask for the capability
     */
    void grant(PluginId plugin, String capability, String by);

    /**
     * Opens a gate less far than the manifest asks.
     *
     * @param scope a JSON object of the same shape as what the manifest says of the capability
     * @throws PluginException as above, and where the scope cannot be read or is not narrower than what is asked
     */
    void grant(PluginId plugin, String capability, String scope, String by);

    /** Closes a gate, or decides that it stays closed; the same errors as {@link #grant}. */
    void deny(PluginId plugin, String capability, String by);

    /** The record of decisions about a plugin, newest first. */
    List<GrantDecision> decisions(String slug);
}
