package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.space.Backend;
import dev.tollgate.capability.db.internal.space.Ground;
import dev.tollgate.capability.db.internal.space.Link;
import dev.tollgate.capability.db.internal.sql.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** A schema and two roles for each plugin, in one database. The server is asked when it is needed first, not when the bundle starts. */
public final class PostgresBackend implements Backend {
    private static final PostgresRefusals REFUSALS = new PostgresRefusals();

    private final Server server;
    private final Spaces spaces;
    private final long mostBytes;
    private final ScheduledExecutorService timer;
    private final Vacuum vacuum;
    private final Map<String, SpaceSize> sizes = new ConcurrentHashMap<>();
    private boolean kept;

    /**
     * @param mostBytes how large a space may become while it is migrated
     * @param secrets   makes passwords
     * @param timer     ends statements at their deadline
     */
    public PostgresBackend(Server server, int connectionsPerRole, long mostBytes, Supplier<String> secrets,
            ScheduledExecutorService timer) {
        this.server = server;
        this.spaces = new Spaces(connectionsPerRole, secrets);
        this.mostBytes = mostBytes;
        this.timer = timer;
        this.vacuum = new Vacuum(server);
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRES;
    }

    @Override
    public Link open(String slug) throws GateException {
        SpaceNames names = new SpaceNames(slug);
        Passwords passwords;
        try (Connection admin = admin()) {
            Optional<Passwords> present = spaces.find(admin, names);
            if (present.isEmpty()) {
                Spaces.lock(admin, names);
                present = Optional.of(spaces.make(admin, names));
            }
            passwords = present.get();
        } catch (SQLException failed) {
            throw REFUSALS.of(failed);
        }
        return new PostgresLink(server.plugin(names.guest(), passwords.guest()), size(names), timer);
    }

    @Override
    public Ground migrate(String slug) throws GateException {
        SpaceNames names = new SpaceNames(slug);
        Connection admin = admin();
        boolean ready = false;
        try {
            Spaces.lock(admin, names);
            Passwords passwords = spaces.make(admin, names);
            ready = true;
            return new PostgresGround(admin, () -> server.plugin(names.owner(), passwords.owner()), names, size(names), mostBytes);
        } catch (SQLException failed) {
            throw REFUSALS.of("the space of plugin " + slug + " cannot be made", failed);
        } finally {
            if (!ready) {
                close(admin);
            }
        }
    }

    @Override
    public void forget(String slug) throws GateException {
        SpaceNames names = new SpaceNames(slug);
        try (Connection admin = admin()) {
            Spaces.lock(admin, names);
            spaces.delete(admin, names);
            sizes.remove(slug);
        } catch (SQLException failed) {
            throw REFUSALS.of("the space of plugin " + slug + " cannot be deleted", failed);
        }
    }

    @Override
    public void close() {
        vacuum.close();
    }

    private SpaceSize size(SpaceNames names) {
        return sizes.computeIfAbsent(names.slug(), slug -> new SpaceSize(names, () -> vacuum.start(names)));
    }

    /** The first one puts the database in order. */
    private synchronized Connection admin() throws GateException {
        Connection admin = server.admin();
        if (kept) {
            return admin;
        }
        try {
            Household.prepare(admin);
            kept = true;
            return admin;
        } catch (SQLException failed) {
            throw REFUSALS.of("the database cannot be prepared for plugins", failed);
        } finally {
            if (!kept) {
                close(admin);
            }
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException closed) {
            return;
        }
    }
}
