package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.PluginWork;
import java.util.HashSet;
import java.util.Set;

/** Work of plugins that a test begins and ends. */
final class HandWork implements PluginWork {
    final Set<String> closed = new HashSet<>();
    final Set<String> running = new HashSet<>();

    @Override
    public void open(String slug) {
        closed.remove(slug);
    }

    @Override
    public void close(String slug, String by) {
        closed.add(slug);
    }

    @Override
    public boolean running(String slug) {
        return running.contains(slug);
    }
}
