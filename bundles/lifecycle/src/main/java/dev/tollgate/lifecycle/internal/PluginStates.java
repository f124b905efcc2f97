package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.PluginEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.CatalogueStore;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
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
    private final BreakerRegistry breakers;
    private final Clock clock;
    private final LoadedPlugins loaded;
    /** Whether other nodes run the same plugins. */
    private final boolean shared;
    private boolean closed;

    /** What was active when the server stopped is active again. */
    PluginStates(CatalogueStore catalogue, PluginLoader loader, BreakerRegistry breakers, PluginNews news, Clock clock) {
        this.catalogue = catalogue;
        this.loader = loader;
        this.breakers = breakers;
        this.loaded = new LoadedPlugins(news::changed);
        this.clock = clock;
        Optional<CatalogueStore.Watch> others = catalogue.watchPlugins();
        others.ifPresent(CatalogueStore.Watch::close);
        this.shared = others.isPresent();
        catalogue.list().stream().filter(plugin -> plugin.state() == PluginState.ACTIVE).forEach(this::restore);
    }

    synchronized void close() {
        closed = true;
        loaded.close();
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

    /** It takes over, unless the row is another one by now; then it is discarded. */
    synchronized boolean switchTo(LoadedPlugin next, StoredPlugin before, PluginEvent.Kind kind, String by) {
        Instant now = clock.instant();
        Optional<PluginId> previous = before.current().equals(next.id()) || before.state() == PluginState.INSTALLED ? before.previous()
                : Optional.of(before.current());
        StoredPlugin after = new StoredPlugin(next.id(), previous, PluginState.ACTIVE, Optional.empty(), now);
        PluginEvent event = new PluginEvent(next.id(), kind, by, "it was " + before.current().version() + ", " + before.state(), now);
        if (closed || !catalogue.compareAndSet(Optional.of(before), after, Optional.of(event))) {
            loaded.discard(next);
            return false;
        }
        loaded.replace(next.id().slug(), next);
        return true;
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
        if (!catalogue.compareAndSet(Optional.of(before), after, event)) {
            return Optional.empty();
        }
        loaded.replace(before.current().slug(), null);
        return Optional.of(after);
    }

    /** The plugin is not in the catalogue any more. */
    void gone(String slug) {
        loaded.replace(slug, null);
    }

    /** Another reason for the same state. */
    Optional<StoredPlugin> note(StoredPlugin before, Optional<String> reason) {
        StoredPlugin after = before.become(before.state(), reason, before.changedAt());
        return catalogue.compareAndSet(Optional.of(before), after, Optional.empty()) ? Optional.of(after) : Optional.empty();
    }

    /**
     * Loads or closes what this node should, by what the catalogue says: after what was done on another node.
     *
     * @throws PluginException where what is active cannot be loaded here
     */
    void follow(String slug) {
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
        LoadedPlugin next = prepared(wanted.get());
        synchronized (this) {
            Optional<PluginId> by = loaded.get(slug).map(LoadedPlugin::id);
            if (closed || by.equals(wanted) || !wanted(slug).equals(wanted)) {
                loaded.discard(next);
            } else {
                loaded.replace(slug, next);
            }
        }
    }

    private synchronized void unload(String slug) {
        if (wanted(slug).isEmpty()) {
            loaded.replace(slug, null);
        }
    }

    private Optional<PluginId> wanted(String slug) {
        return catalogue.find(slug).filter(plugin -> plugin.state() == PluginState.ACTIVE).map(StoredPlugin::current);
    }

    private void restore(StoredPlugin plugin) {
        PluginId id = plugin.current();
        Optional<String> out = breakers.out(id.slug());
        if (out.isPresent()) {
            // The server ended between the breaker's decision and the deactivation.
            switchOff(plugin, PluginState.INACTIVE, out, BreakerEvent.HOST);
            return;
        }
        try {
            loaded.replace(id.slug(), prepared(id));
        } catch (PluginException | StoreException failure) {
            LOG.error("{} was active and cannot be activated again: {}", id, failure.getMessage());
            if (!shared) {
                // What one node cannot load must not be what switches it off on the others; it is tried again there.
                switchOff(plugin, PluginState.FAILED, Optional.of(failure.getMessage()), BreakerEvent.HOST);
            }
        }
    }
}
