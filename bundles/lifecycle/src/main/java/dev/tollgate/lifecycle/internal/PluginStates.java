package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.settings.SettingsException;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the catalogue says should be, and what is loaded on this node because of it, one change at a time: the row is compared
 * and set first, and only its winner loads or closes anything.
 */
final class PluginStates {
    private static final Logger LOG = LoggerFactory.getLogger(PluginStates.class);

    private final CatalogueStore catalogue;
    private final PluginLoader loader;
    private final Clock clock;
    private final LoadedPlugins loaded;
    private final Dependencies dependencies;
    /** Whether other nodes run the same plugins. */
    private final boolean shared;
    private final Map<String, String> troubles = new ConcurrentHashMap<>();
    private boolean closed;

    PluginStates(CatalogueStore catalogue, PluginLoader loader, PluginNews news, Drain drain, Clock clock) {
        this.catalogue = catalogue;
        this.loader = loader;
        this.loaded = new LoadedPlugins(slug -> tell(slug, news), drain);
        this.dependencies = new Dependencies(catalogue, loaded);
        this.clock = clock;
        Optional<CatalogueStore.Watch> others = catalogue.watchPlugins();
        others.ifPresent(CatalogueStore.Watch::close);
        this.shared = others.isPresent();
        loader.neighbours(loaded::get);
    }

    private void tell(String slug, PluginNews news) {
        news.changed(slug);
        dependencies.affectedBy(slug).forEach(news::changed);
    }

    /** What one node cannot load must not be what switches it off on the others. */
    boolean shared() {
        return shared;
    }

    Dependencies dependencies() {
        return dependencies;
    }

    synchronized void close() {
        closed = true;
        loaded.close();
    }

    synchronized boolean closed() {
        return closed;
    }

    /** What keeps a plugin on this node from being as it should; empty where nothing does. */
    Optional<String> trouble(String slug) {
        return Optional.ofNullable(troubles.get(slug));
    }

    void troubled(String slug, String why) {
        troubles.put(slug, why);
    }

    LoadedPlugins loaded() {
        return loaded;
    }

    Optional<StoredPlugin> find(String slug) {
        return catalogue.find(slug);
    }

    /** Whether this version is active, and loaded here. */
    boolean runs(StoredPlugin plugin, PluginId id) {
        return isActive(plugin, id) && loaded.get(id.slug()).filter(here -> here.id().equals(id)).isPresent();
    }

    static boolean isActive(StoredPlugin plugin, PluginId id) {
        return plugin.state() == PluginState.ACTIVE && plugin.current().equals(id);
    }

    /** A version that could take over now: loaded, warmed up, its data made ready. */
    LoadedPlugin prepared(PluginId id) {
        return loaded.prepared(loader.load(id));
    }

    /**
     * It takes over, unless the row is another one by now, or cannot be changed; then it is discarded.
     *
     * @throws PluginException where it does not fit to the plugins that are active by now
     */
    synchronized boolean switchTo(LoadedPlugin next, StoredPlugin before, PluginEvent.Kind kind, String by) {
        boolean won = false;
        try {
            dependencies.require(next.id(), next.manifest());
            won = !closed && stands(next.id(), before, kind, by);
        } finally {
            if (!won) {
                loaded.discard(next);
            }
        }
        if (won) {
            replace(next.id().slug(), next);
        }
        return won;
    }

    private boolean stands(PluginId next, StoredPlugin before, PluginEvent.Kind kind, String by) {
        Instant now = clock.instant();
        Optional<PluginId> previous = before.current().equals(next) || before.state() == PluginState.INSTALLED ? before.previous()
                : Optional.of(before.current());
        StoredPlugin after = new StoredPlugin(next, previous, PluginState.ACTIVE, Optional.empty(), now);
        PluginEvent event = new PluginEvent(next, kind, by, "it was " + before.current().version() + ", " + before.state(), now);
        return catalogue.compareAndSet(before, after, Optional.of(event));
    }

    /** The plugin is not to be called any more, unless the row is another one by now. What was begun ends on its version. */
    synchronized Optional<StoredPlugin> switchOff(StoredPlugin before, PluginState state, Optional<String> reason, String by) {
        Instant now = clock.instant();
        StoredPlugin after = before.become(state, reason, now);
        Optional<PluginEvent> event = switch (state) {
            case INACTIVE -> Optional.of(new PluginEvent(before.current(), PluginEvent.Kind.DEACTIVATED, by, reason.orElse(""), now));
            case FAILED -> Optional.of(new PluginEvent(before.current(), PluginEvent.Kind.FAILED, by, reason.orElse(""), now));
            default -> Optional.empty();
        };
        if (!catalogue.compareAndSet(before, after, event)) {
            return Optional.empty();
        }
        replace(before.current().slug(), null);
        return Optional.of(after);
    }

    /**
     * Does what ends a plugin for somebody who asked for that; no other one comes to depend on it meanwhile on this node.
     *
     * @throws PluginException where active plugins depend on it, and nothing is done
     */
    synchronized <T> T unneeded(String slug, Supplier<T> end) {
        dependencies.requireUnneeded(slug);
        return end.get();
    }

    /** The plugin is not in the catalogue any more. */
    synchronized void gone(String slug) {
        replace(slug, null);
    }

    /** Another reason for the same state. */
    Optional<StoredPlugin> note(StoredPlugin before, Optional<String> reason) {
        StoredPlugin after = before.become(before.state(), reason, before.changedAt());
        return catalogue.compareAndSet(before, after, Optional.empty()) ? Optional.of(after) : Optional.empty();
    }

    /**
     * Loads or closes what this node should, by what the catalogue says: after what was done on another node.
     *
     * @throws PluginException where what is active cannot be loaded here
     */
    void follow(String slug) {
        follow(slug, loader::load);
    }

    /** The same for who warms it up afterwards. */
    void followCold(String slug) {
        follow(slug, loader::open);
    }

    private void follow(String slug, Function<PluginId, LoadedPlugin> load) {
        Optional<PluginId> wanted = wanted(slug);
        synchronized (this) {
            // Whoever changed the row on this node is about to be done.
            if (wanted.equals(loaded.get(slug).map(LoadedPlugin::id))) {
                return;
            }
        }
        if (wanted.isEmpty()) {
            unload(slug);
            return;
        }
        LoadedPlugin next = loaded.prepared(load.apply(wanted.get()));
        synchronized (this) {
            Optional<PluginId> by = loaded.get(slug).map(LoadedPlugin::id);
            if (closed || by.equals(wanted) || !wanted(slug).equals(wanted)) {
                loaded.discard(next);
            } else {
                replace(slug, next);
            }
        }
    }

    /**
     * Lets another generation of the same version take over where what is set for the plugin is not what it was loaded with.
     *
     * @throws SettingsException when that cannot be read; what runs goes on
     */
    void reload(String slug) {
        Optional<LoadedPlugin> present = loaded.get(slug);
        if (present.isEmpty()) {
            return;
        }
        try {
            Digest now = loader.configuration(slug);
            if (now.equals(present.get().configuration())) {
                troubles.remove(slug);
            } else {
                reload(present.get(), now);
            }
        } catch (SettingsException unreadable) {
            troubled(slug, "what is set for it now cannot be read, so it goes on with what was set before: " + unreadable.getMessage());
            throw unreadable;
        }
    }

    private synchronized void reload(LoadedPlugin present, Digest now) {
        String slug = present.id().slug();
        if (!closed && loaded.get(slug).filter(here -> here == present).isPresent()) {
            replace(slug, present.afresh(now));
            LOG.info("{} goes on with what is set for it now", present.id());
        }
    }

    private void replace(String slug, LoadedPlugin next) {
        loaded.replace(slug, next);
        troubles.remove(slug);
    }

    private synchronized void unload(String slug) {
        if (wanted(slug).isEmpty()) {
            replace(slug, null);
        }
    }

    private Optional<PluginId> wanted(String slug) {
        return catalogue.find(slug).filter(plugin -> plugin.state() == PluginState.ACTIVE).map(StoredPlugin::current);
    }
}
