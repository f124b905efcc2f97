package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what was active when the server stopped, one plugin after another, while the server serves those that are there already. Only
 * what is wrong with a plugin itself fails it, for all nodes that share it; what a store or a provider of gates does not do now is
 * tried again.
 */
final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;
    /** Beside the slugs of plugins, of which none is empty. */
    private static final String ALL = "";
    private static final Set<Errno> PASSING = Set.of(Errno.EUNAVAILABLE, Errno.EINTERNAL, Errno.ETIMEOUT, Errno.EBUSY, Errno.ERATELIMIT);

    private final PluginStates states;
    private final PluginLoader loader;
    private final BreakerRegistry breakers;
    private final Timer timer;
    private final Supplier<List<StoredPlugin>> plugins;
    /** What is tried again later, once each however often all is begun anew; of the timer's thread. */
    private final Set<String> later = new HashSet<>();

    private volatile boolean triedAll;

    /** @param plugins the rows of the catalogue */
    Restoration(PluginStates states, PluginLoader loader, BreakerRegistry breakers, Timer timer, Supplier<List<StoredPlugin>> plugins) {
        this.states = states;
        this.loader = loader;
        this.breakers = breakers;
        this.timer = timer;
        this.plugins = plugins;
    }

    /** Whether each that was active is loaded and warm, or could not be at its first attempt. */
    boolean triedAll() {
        return triedAll;
    }

    void begin() {
        timer.after(Duration.ZERO, () -> all(0));
    }

    void close() {
        timer.close();
    }

    private void all(int attempt) {
        List<String> active;
        try {
            active = plugins.get().stream().filter(row -> row.state() == PluginState.ACTIVE).map(row -> row.current().slug()).toList();
        } catch (StoreException failure) {
            LOG.error("the catalogue cannot be read, which is tried again; no plugin is called until it can: {}", failure.getMessage());
            later(ALL, attempt, () -> all(attempt + 1));
            return;
        }
        List<LoadedPlugin> cold = new ArrayList<>();
        try {
            active.forEach(slug -> one(slug, 0).ifPresent(cold::add));
            // All of them can be called before one of them is quick.
            cold.stream().filter(plugin -> !plugin.work().isShut()).forEach(loader::warmUp);
        } finally {
            triedAll = true;
        }
    }

    /** What was loaded. */
    private Optional<LoadedPlugin> one(String slug, int attempt) {
        if (states.closed()) {
            return Optional.empty();
        }
        try {
            return states.find(slug).filter(row -> row.state() == PluginState.ACTIVE).flatMap(this::restored);
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn("{} was active and cannot be loaded now, which is tried again: {}", slug, failure.getMessage());
            states.troubled(slug, "it is not loaded on this node, which is tried again: " + failure.getMessage());
            later(slug, attempt, () -> one(slug, attempt + 1).ifPresent(loader::warmUp));
            return Optional.empty();
        }
    }

    private void later(String what, int attempt, Runnable again) {
        if (later.add(what)) {
            timer.after(pause(attempt), () -> {
                later.remove(what);
                again.run();
            });
        }
    }

    private Optional<LoadedPlugin> restored(StoredPlugin row) {
        String slug = row.current().slug();
        loader.trust().undecidable().ifPresent(why -> {
            // Its row stays as it is: the mistake is the configuration's, perhaps of this node only.
            throw new IllegalStateException(why);
        });
        Optional<String> out = breakers.out(slug);
        if (out.isPresent()) {
            // The server ended between the breaker's decision and the deactivation.
            states.switchOff(row, PluginState.INACTIVE, out, BreakerEvent.HOST);
            return Optional.empty();
        }
        try {
            states.followCold(slug);
            return states.loaded().get(slug);
        } catch (PluginException failure) {
            if (passing(failure.getCause()) || states.shared() || states.closed()) {
                throw failure;
            }
            LOG.error("{} was active and cannot be activated again: {}", row.current(), failure.getMessage());
            states.switchOff(row, PluginState.FAILED, Optional.of(failure.getMessage()), BreakerEvent.HOST);
            return Optional.empty();
        }
    }

    /** Whether what kept a plugin from being loaded is none of its own. */
    private static boolean passing(Throwable cause) {
        return cause instanceof RuntimeException || cause instanceof GateException gate && PASSING.contains(gate.errno());
    }

    private static Duration pause(int attempt) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(attempt, MOST_DOUBLINGS));
    }
}
