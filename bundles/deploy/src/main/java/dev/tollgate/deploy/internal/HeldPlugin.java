package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PluginId;
import java.util.Objects;

/**
 * A plugin that goes with a file.
 *
 * @param open whether what the file has was not delivered to its end yet
 */
record HeldPlugin(String file, PluginId plugin, boolean open) {
    HeldPlugin {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(plugin, "plugin");
    }

    String slug() {
        return plugin.slug();
    }
}
