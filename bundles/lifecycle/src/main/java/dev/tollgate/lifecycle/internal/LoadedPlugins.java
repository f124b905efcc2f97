package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plugins that are loaded, one version of each. Whoever uses it makes one change of a plugin at a time. */
final class LoadedPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugins.class);

    private final Map<String, LoadedPlugin> plugins = new ConcurrentSkipListMap<>();
    private final Consumer<String> changed;
    private final Drain drain;
    private volatile List<ActivePlugin> all = List.of();

    /** @param changed is told of each plugin that is another one now, or none; not when all go at the end */
    LoadedPlugins(Consumer<String> changed, Drain drain) {
        this.changed = changed;
        this.drain = drain;
    }

    Optional<LoadedPlugin> get(String slug) {
        return Optional.ofNullable(plugins.get(slug));
    }

    Stream<LoadedPlugin> each() {
        return plugins.values().stream();
    }

    /** By slug; the same list until one of them changes. */
    List<ActivePlugin> all() {
        return all;
    }

    /**
     * Makes the data of a plugin fit a version that is about to take over. It fits one version at a time: where this one's cannot be
     * had, that of the present one is brought back.
     */
    LoadedPlugin prepared(LoadedPlugin next) {
        get(next.id().slug()).ifPresent(present -> present.gates().retire());
        try {
            next.gates().prepare();
            return next;
        } catch (GateException | RuntimeException failed) {
            discard(next);
            throw new PluginException(next.id() + " cannot be activated: " + failed.getMessage(), failed);
        }
    }

    /** A version that was prepared does not take over. */
    void discard(LoadedPlugin next) {
        next.gates().retire();
        next.close();
        get(next.id().slug()).ifPresent(present -> {
            try {
                present.gates().reinstate();
            } catch (GateException | RuntimeException failed) {
                LOG.error("the data of {} does not fit it any more: {}", present.id(), failed.getMessage());
            }
        });
    }

    /**
     * New calls begin on the next one from now on, those of the one before come to their end in the time that they have.
     *
     * @param next null: the plugin is no longer loaded
     */
    void replace(String slug, LoadedPlugin next) {
        LoadedPlugin old = put(slug, next);
        if (old != null) {
            if (next == null || next.gates() != old.gates()) {
                old.gates().retire();
            }
            if (next == null) {
                drain.stopped(old);
            } else {
                drain.replaced(old);
            }
        }
        changed.accept(slug);
    }

    /** Two plugins can be replaced at a time, and the list is to have both. */
    private synchronized LoadedPlugin put(String slug, LoadedPlugin next) {
        LoadedPlugin old = next == null ? plugins.remove(slug) : plugins.put(slug, next);
        all = List.copyOf(plugins.values());
        return old;
    }

    synchronized void close() {
        plugins.values().forEach(LoadedPlugin::close);
        plugins.clear();
        all = List.of();
    }
}
