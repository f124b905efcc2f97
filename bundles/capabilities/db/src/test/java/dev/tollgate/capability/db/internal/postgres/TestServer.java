package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.capability.db.internal.space.Backend;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/** A real PostgreSQL, started once for all tests of this JVM. */
public final class TestServer {
    private static EmbeddedPostgres started;

    private TestServer() {
    }

    public static Backend backend(ScheduledExecutorService timer) throws Exception {
        return new PostgresBackend(server(), 8, 256L << 20, () -> UUID.randomUUID().toString(), timer);
    }

    /** What the administrative role sees: the first column of the first row of the last result. */
    public static String admin(String sql) throws Exception {
        try (Connection admin = server().admin(); Statement statement = admin.createStatement()) {
            statement.execute(sql);
            while (statement.getResultSet() == null && (statement.getMoreResults() || statement.getUpdateCount() >= 0)) {
                continue;
            }
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    static synchronized Server server() throws Exception {
        if (started == null) {
            started = EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2)).start();
            Runtime.getRuntime().addShutdownHook(new Thread(TestServer::stop));
            askForPasswords();
        }
        return new Server("jdbc:postgresql://localhost:" + started.getPort() + "/postgres", "postgres", "");
    }

    /** It trusts everybody when it starts; plugins are to need their passwords. */
    private static void askForPasswords() throws SQLException, IOException {
        try (Connection admin = started.getPostgresDatabase().getConnection(); Statement statement = admin.createStatement()) {
            Path rules;
            try (ResultSet row = statement.executeQuery("SHOW hba_file")) {
                row.next();
                rules = Path.of(row.getString(1));
            }
            Files.writeString(rules, "local all postgres trust\nhost all postgres all trust\nhost all all all scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void stop() {
        try {
            started.close();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
