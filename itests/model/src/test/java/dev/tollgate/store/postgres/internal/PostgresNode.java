package dev.tollgate.store.postgres.internal;

import dev.tollgate.lifecycle.internal.NodeStores;
import java.sql.SQLException;
import java.time.Clock;

/** Opens the stores of one node. */
public final class PostgresNode {
    private static final int CONNECTIONS = 4;

    private PostgresNode() {
    }

    public static NodeStores open(int port, Clock clock) {
        try {
            Database database = Database.open(new PostgresSettings("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres",
                    CONNECTIONS));
            Nodes nodes = Nodes.of(database);
            PostgresJobStore jobs = new PostgresJobStore(database, nodes, clock);
            return new NodeStores(new PostgresCatalogueStore(database), new PostgresGrantStore(database), new PostgresBreakerStore(database),
                    jobs, new PostgresScheduleStore(database, nodes, clock), () -> {
                        jobs.close();
                        nodes.close();
                        database.close();
                    });
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
