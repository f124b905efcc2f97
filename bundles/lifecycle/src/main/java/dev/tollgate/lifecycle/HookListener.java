package dev.tollgate.lifecycle;

import dev.tollgate.abi.PluginId;
import java.util.List;

/**
 * A handler that is called when its hook is.
 *
 * @param priority smaller runs earlier
 * @param before   the plugins that its own is to run before, whatever the priorities
 * @param after    the plugins that its own is to run after
 */
public record HookListener(PluginId plugin, HookKind kind, String handler, int priority, List<String> before, List<String> after) {
    public HookListener {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
