package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.capability.GateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the room of rows that are gone back to the disk, one plugin after the other, without anybody waiting for it. */
final class Vacuum {
    private static final Logger LOG = LoggerFactory.getLogger(Vacuum.class);

    private final Server server;
    private final Set<SpaceNames> waiting = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "tollgate-db-vacuum");
        thread.setDaemon(true);
        return thread;
    });

    Vacuum(Server server) {
        this.server = server;
    }

    void start(SpaceNames names) {
        if (!worker.isShutdown() && waiting.add(names)) {
            worker.execute(() -> {
                waiting.remove(names);
                clean(names);
            });
        }
    }

    void close() {
        worker.shutdownNow();
    }

    private void clean(SpaceNames names) {
        try (Connection admin = server.admin(); Statement statement = admin.createStatement()) {
            for (String table : tables(admin, names)) {
                statement.execute("VACUUM " + names.schema() + "." + SpaceNames.quoted(table));
            }
        } catch (SQLException failed) {
            LOG.warn("db: the space of plugin {} could not be vacuumed (SQLSTATE {})", names.slug(), failed.getSQLState());
        } catch (GateException unreachable) {
            LOG.debug("db: no vacuum now: {}", unreachable.getMessage());
        }
    }

    private static List<String> tables(Connection admin, SpaceNames names) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement statement = admin.prepareStatement("SELECT tablename FROM pg_tables WHERE schemaname = ?")) {
            statement.setString(1, names.guest());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }
}
