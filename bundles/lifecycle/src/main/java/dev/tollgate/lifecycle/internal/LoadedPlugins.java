package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.lifecycle.ActivePlugin;
import dev.tollgate.lifecycle.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that are loaded, one version of each. Whoever uses it makes one change of a plugin at a time. What is loaded is one list,
 * by slug, so that whoever has found the next generation of a plugin by one way is not given the one before by another.
 */
final class LoadedPlugins {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugins.class);

    private final Consumer<String> changed;
    private final Drain drain;
    private volatile List<LoadedPlugin> plugins = List.of();

    /** @param changed is told of each plugin that is another one now, or none; not when all go at the end */
    LoadedPlugins(Consumer<String> changed, Drain drain) {
        this.changed = changed;
        this.drain = drain;
    }

    Optional<LoadedPlugin> get(String slug) {
        List<LoadedPlugin> now = plugins;
        int place = place(now, slug);
        return place < now.size() && isOf(now.get(place), slug) ? Optional.of(now.get(place)) : Optional.empty();
    }

    Stream<LoadedPlugin> each() {
        return plugins.stream();
    }

    /** By slug; the same list until one of them changes. */
    List<ActivePlugin> all() {
        // An immutable list is its own copy.
        return List.copyOf(plugins);
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
        List<LoadedPlugin> changing = new ArrayList<>(plugins);
        int place = place(changing, slug);
        LoadedPlugin old = place < changing.size() && isOf(changing.get(place), slug) ? changing.remove(place) : null;
        if (next != null) {
            changing.add(place, next);
        }
        plugins = List.copyOf(changing);
        return old;
    }

    /** Where the plugin is, or would be. */
    private static int place(List<LoadedPlugin> sorted, String slug) {
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (sorted.get(middle).id().slug().compareTo(slug) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static boolean isOf(LoadedPlugin plugin, String slug) {
        return plugin.id().slug().equals(slug);
    }

    synchronized void close() {
        plugins.forEach(LoadedPlugin::close);
        plugins = List.of();
    }
}
