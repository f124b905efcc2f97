package dev.tollgate.capability.db.internal;

import dev.tollgate.capability.db.internal.postgres.PostgresBackend;
import dev.tollgate.capability.db.internal.postgres.Server;
import dev.tollgate.capability.db.internal.space.Backend;
import dev.tollgate.capability.db.internal.sqlite.FreeDisk;
import dev.tollgate.capability.db.internal.sqlite.SqliteBackend;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configured backend with its connections and the threads that serve them. */
record Databases(Backend backend, Pools pools, ExecutorService opener, ScheduledExecutorService timer) {
    private static final Logger LOG = LoggerFactory.getLogger(Databases.class);
    private static final int PASSWORD_BYTES = 24;

    /** @throws IllegalArgumentException when the configuration is none, with the key that is to be changed */
    static Databases open(DbConfiguration configuration, UnaryOperator<String> property) {
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, daemon("tollgate-db-timer"));
        try {
            Backend backend = backend(configuration, property, timer);
            Databases databases = of(backend, configuration.connections_per_plugin(), timer);
            Duration idle = Duration.ofSeconds(configuration.idle_s());
            timer.scheduleWithFixedDelay(() -> databases.pools.sweep(idle), idle.toMillis(), idle.toMillis(), TimeUnit.MILLISECONDS);
            return databases;
        } catch (IllegalArgumentException refused) {
            timer.shutdownNow();
            LOG.error(refused.getMessage());
            throw refused;
        }
    }

    static Databases of(Backend backend, int connectionsPerPlugin, ScheduledExecutorService timer) {
        ExecutorService opener = Executors.newCachedThreadPool(daemon("tollgate-db-connect"));
        return new Databases(backend, new Pools(backend, connectionsPerPlugin, opener, Clock.systemUTC()), opener, timer);
    }

    void close() {
        pools.close();
        backend.close();
        opener.shutdown();
        timer.shutdownNow();
    }

    private static Backend backend(DbConfiguration configuration, UnaryOperator<String> property, ScheduledExecutorService timer) {
        if (configuration.connections_per_plugin() < 1 || configuration.max_mb() < 1 || configuration.idle_s() < 1) {
            throw new IllegalArgumentException("PID dev.tollgate.db: connections.per.plugin, max.mb and idle.s are 1 or more");
        }
        long mostBytes = (long) configuration.max_mb() << 20;
        switch (configuration.backend()) {
            case "sqlite":
                Path folder = DataFolder.of(configuration.directory(), property);
                return new SqliteBackend(folder, mostBytes, System::nanoTime, new FreeDisk(folder));
            case "postgres":
                Server server = new Server(configuration.url(), configuration.user(), configuration.password());
                return new PostgresBackend(server, configuration.connections_per_role(), mostBytes, Databases::secret, timer);
            default:
                throw new IllegalArgumentException("PID dev.tollgate.db: backend = " + configuration.backend()
                        + " is not known; sqlite and postgres are");
        }
    }

    private static String secret() {
        byte[] secret = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
