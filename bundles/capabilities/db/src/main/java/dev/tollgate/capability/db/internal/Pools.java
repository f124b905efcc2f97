package dev.tollgate.capability.db.internal;

import dev.tollgate.capability.db.internal.space.Backend;
import dev.tollgate.capability.db.internal.space.Pool;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The connections of all plugins. */
final class Pools {
    private final Backend backend;
    private final int mostPerPlugin;
    private final Executor opener;
    private final InstantSource clock;
    private final Map<String, Pool> pools = new ConcurrentHashMap<>();

    Pools(Backend backend, int mostPerPlugin, Executor opener, InstantSource clock) {
        this.backend = backend;
        this.mostPerPlugin = mostPerPlugin;
        this.opener = opener;
        this.clock = clock;
    }

    Pool of(String slug) {
        return pools.computeIfAbsent(slug, absent -> new Pool(() -> backend.open(slug), mostPerPlugin, opener, clock));
    }

    void sweep(Duration idleFor) {
        pools.values().forEach(pool -> pool.sweep(idleFor));
    }

    void close(String slug) {
        Pool pool = pools.remove(slug);
        if (pool != null) {
            pool.close();
        }
    }

    void close() {
        pools.keySet().forEach(this::close);
    }
}
