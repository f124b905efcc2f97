package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.util.List;
import java.util.Optional;

/** Which version is meant, and whether it may follow on the one that is current. */
record VersionChoice(Versions versions) {
    /** @param version empty for the one that was installed last */
    PluginId wanted(String slug, Optional<String> version) {
        List<PluginId> all = versions.all(slug);
        return all.stream().filter(id -> version.isEmpty() || id.version().equals(version.get())).findFirst()
                .orElseThrow(() -> new PluginException(slug + version.map(named -> " " + named).orElse("") + " is not installed; installed are "
                        + all));
    }

    PluginId previous(StoredPlugin plugin) {
        String slug = plugin.current().slug();
        return plugin.previous().orElseThrow(() -> new PluginException("there is nothing to roll " + slug + " back to: no version was active"
                + " before " + plugin.current().version() + "; activate --downgrade " + slug + " VERSION for one of " + versions.all(slug)));
    }

    /** @throws PluginException where the plugin would go back without being told to */
    void require(LifecycleTask.Move move, StoredPlugin plugin, PluginId next) {
        PluginId current = plugin.current();
        if (move == LifecycleTask.Move.FORWARD && goesBack(plugin, next)) {
            throw new PluginException(next + " is older than " + current.version() + ", which is current, and what was mended since would come"
                    + " back: activate --downgrade " + next.slug() + " " + next.version() + " if that is meant"
                    + plugin.previous().filter(next::equals).map(previous -> ", or rollback " + next.slug()).orElse(""));
        }
    }

    /** Whether this is an older version than the one that is current. What never ran left nothing that could come back. */
    static boolean goesBack(StoredPlugin plugin, PluginId next) {
        return plugin.state() != PluginState.INSTALLED && Precedence.older(next.version(), plugin.current().version());
    }

    /** Whether this is other content of the version that is to run. */
    static boolean isOtherContent(StoredPlugin plugin, PluginId id) {
        PluginId current = plugin.current();
        return (plugin.state() == PluginState.ACTIVE || plugin.state() == PluginState.FAILED) && current.version().equals(id.version())
                && !current.equals(id);
    }
}
