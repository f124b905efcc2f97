package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.manifest.Manifest;
import dev.tollgate.lifecycle.ActivePlugin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Who listens to which hook, in the order of the calls: by priority, then by slug, then as declared. */
final class HookIndex {
    /** One handler of one plugin. */
    record Listener(ActivePlugin plugin, Manifest.Hook hook) {
    }

    /** What this index was made from. */
    final List<ActivePlugin> plugins;
    private final Map<String, List<Listener>> filters;
    private final Map<String, List<Listener>> actions;

    HookIndex(List<ActivePlugin> plugins) {
        this.plugins = plugins;
        this.filters = index(plugins, Manifest.HookHandlers::filters);
        this.actions = index(plugins, Manifest.HookHandlers::actions);
    }

    List<Listener> filters(String hook) {
        return filters.getOrDefault(hook, List.of());
    }

    List<Listener> actions(String hook) {
        return actions.getOrDefault(hook, List.of());
    }

    private static Map<String, List<Listener>> index(List<ActivePlugin> plugins,
            Function<Manifest.HookHandlers, List<Manifest.Hook>> kind) {
        Map<String, List<Listener>> index = new HashMap<>();
        for (ActivePlugin plugin : plugins) {
            for (Manifest.Hook hook : kind.apply(plugin.manifest().hooks())) {
                index.computeIfAbsent(hook.name(), name -> new ArrayList<>()).add(new Listener(plugin, hook));
            }
        }
        index.values().forEach(listeners -> listeners.sort(Comparator
                .comparingInt((Listener listener) -> listener.hook().priority())
                .thenComparing(listener -> listener.plugin().id().slug())));
        return index;
    }
}
