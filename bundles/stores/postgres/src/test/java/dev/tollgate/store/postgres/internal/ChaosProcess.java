package dev.tollgate.store.postgres.internal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tollgate.jobs.JobId;
import dev.tollgate.store.contract.chaos.ChaosNode;
import dev.tollgate.store.contract.chaos.Effects;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A node's process: its arguments are its name, the port of the database and the folder of the journals. */
final class ChaosProcess {
    private ChaosProcess() {
    }

    public static void main(String[] arguments) throws SQLException, InterruptedException {
        PostgresSettings settings = ChaosServer.settings(Integer.parseInt(arguments[1]));
        Database database = Database.open(settings);
        Nodes nodes = Nodes.of(database);
        ChaosNode.run(arguments[0], new PostgresJobStore(database, nodes), new PostgresScheduleStore(database, nodes),
                new FencedTable(pool(settings)), Path.of(arguments[2]));
        // Its threads are daemons: it lasts until it is killed.
        Thread.currentThread().join();
    }

    private static DataSource pool(PostgresSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(settings.dataSource());
        config.setMaximumPoolSize(8);
        config.setConnectionTimeout(2_000);
        return new HikariDataSource(config);
    }

    /** One row for each job, with the largest token that wrote to it; a smaller one changes nothing. */
    private record FencedTable(DataSource connections) implements Effects {
        private static final String WRITE = """
                INSERT INTO chaos.effect AS e (job, token) VALUES (?, ?)
                ON CONFLICT (job) DO UPDATE SET token = EXCLUDED.token WHERE e.token <= EXCLUDED.token""";

        @Override
        public boolean write(JobId job, long token) {
            try (Connection connection = connections.getConnection(); PreparedStatement write = connection.prepareStatement(WRITE)) {
                write.setString(1, job.value());
                write.setLong(2, token);
                return write.executeUpdate() == 1;
            } catch (SQLException away) {
                throw new IllegalStateException("no effect: " + away.getMessage(), away);
            }
        }
    }
}
