package dev.tollgate.lifecycle.internal.hook;

import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.HookCycle;
import dev.tollgate.lifecycle.HookKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who listens to which hook, in the order of the calls; made once for a list of active plugins, and never changed. */
final class HookIndex {
    static final HookIndex NONE = new HookIndex(List.of());

    /** What this index was made from. */
    final List<ActivePlugin> plugins;
    private final Map<HookKind, Map<String, List<Listener>>> listeners = new EnumMap<>(HookKind.class);
    private final List<HookCycle> cycles = new ArrayList<>();

    HookIndex(List<ActivePlugin> plugins) {
        this.plugins = plugins;
        for (HookKind kind : HookKind.values()) {
            Map<String, List<Listener>> byHook = new TreeMap<>();
            for (ActivePlugin plugin : plugins) {
                Listener.of(plugin, kind).forEach(listener ->
                        byHook.computeIfAbsent(listener.hook().name(), hook -> new ArrayList<>()).add(listener));
            }
            byHook.replaceAll((hook, all) -> {
                HookOrder order = HookOrder.of(all.stream().map(Listener::place).toList());
                order.cycles().forEach(slugs -> cycles.add(new HookCycle(hook, kind, slugs)));
                return order.calls().stream().map(all::get).toList();
            });
            listeners.put(kind, new HashMap<>(byHook));
        }
    }

    List<Listener> listeners(HookKind kind, String hook) {
        return listeners.get(kind).getOrDefault(hook, List.of());
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        listeners.values().forEach(byHook -> names.addAll(byHook.keySet()));
        return names;
    }

    List<HookCycle> cycles() {
        return List.copyOf(cycles);
    }
}
