package dev.tollgate.lifecycle.internal;

import dev.tollgate.lifecycle.PluginState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All plugins as they should be.
 *
 * @param provided whether the queue gate has a provider
 */
record Model(Map<String, Plug> plugs, boolean provided) {
    static final Model EMPTY = new Model(Map.of(), true);

    Plug plug(String slug) {
        return plugs.getOrDefault(slug, Plug.NONE);
    }

    Model with(String slug, Plug plug) {
        Map<String, Plug> all = new TreeMap<>(plugs);
        all.put(slug, plug);
        return new Model(Map.copyOf(all), provided);
    }

    Model providing(boolean now) {
        return new Model(plugs, now);
    }

    /** As an operator sees it. */
    Optional<PluginState> state(String slug) {
        return plug(slug).row().map(row -> row.state() == PluginState.ACTIVE && waits(slug) ? PluginState.WAITING : row.state());
    }

    /** Whether an active plugin is not called now. */
    boolean waits(String slug) {
        return waits(plug(slug).active().orElseThrow());
    }

    /** Whether a version would not be called now, were it active. */
    boolean waits(Content content) {
        return !provided && content.speaks() && plug(content.slug()).granted(content, "queue")
                || content.range().isPresent() && (!met(content) || waits(Content.BASE));
    }

    /** Whether what a version depends on is active in a version of its range. */
    boolean met(Content content) {
        return content.range().isEmpty() || plug(Content.BASE).active().filter(base -> content.range().get().contains(base.version())).isPresent();
    }

    /** Whether an active plugin depends on this one. */
    boolean needed(String slug) {
        return slug.equals(Content.BASE) && plugs.values().stream().flatMap(plug -> plug.active().stream()).anyMatch(other -> other.range().isPresent());
    }

    /** Whether an active plugin depends on another version of this one's plugin. */
    boolean excluded(Content content) {
        return content.slug().equals(Content.BASE) && plugs.values().stream().flatMap(plug -> plug.active().stream())
                .anyMatch(other -> other.range().isPresent() && !other.range().get().contains(content.version()));
    }
}
