package dev.tollgate.lifecycle;

import java.util.List;

/**
 * Plugins whose {@code before} and {@code after} contradict each other at a hook. Among themselves they run as though they had said
 * neither, by priority; what others say of them and they of others holds.
 *
 * @param plugins their slugs, sorted
 */
public record HookCycle(String hook, HookKind kind, List<String> plugins) {
    public HookCycle {
        plugins = List.copyOf(plugins);
    }
}
