package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Installs, activates and removes plugins. {@code by} names who asks, for the record. */
@ProviderType
public interface Plugins {
    /**
     * Checks a package ({@code .tgp}) and puts it into the catalogue. A plugin that is active stays on its version. The same
     * package again changes nothing; another package of a version that is there is refused. Grants of the version that is
     * current are carried over where the new one asks for no more.
     */
    PluginId install(byte[] content, String by) throws InstallException;

    /**
     * Makes a version the current one and loads it. The version that was active serves the invocations that it began.
     *
     * @param version empty for the one that was installed last
     * @throws PluginException when a required capability is undecided, the version cannot be loaded (what was active stays),
     *                         or the host deactivated the plugin and nobody reset it
     */
    PluginView activate(String slug, Optional<String> version, String by);

    /** @throws PluginException when it is not active */
    PluginView deactivate(String slug, String by);

    /** Removes a plugin with all its versions, grants and trips, active or not. */
    void remove(String slug, String by);

    Optional<PluginView> get(String slug);

    /** All plugins, by slug. */
    List<PluginView> list();

    Optional<ActivePlugin> active(String slug);

    /** All active plugins, by slug; the same list until one of them changes. */
    List<ActivePlugin> active();
}
