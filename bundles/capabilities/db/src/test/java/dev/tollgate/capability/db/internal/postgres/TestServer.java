package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.capability.db.internal.space.Backend;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;

/** A real PostgreSQL, started once for all tests of this JVM. */
public final class TestServer {
    private static EmbeddedPostgres started;

    private TestServer() {
    }

    public static Backend backend(ScheduledExecutorService timer) throws IOException {
        return new PostgresBackend(server(), 8, 256L << 20, () -> UUID.randomUUID().toString(), timer);
    }

    static synchronized Server server() throws IOException {
        if (started == null) {
            started = EmbeddedPostgres.builder().start();
            Runtime.getRuntime().addShutdownHook(new Thread(TestServer::stop));
        }
        return new Server(started.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    }

    private static void stop() {
        try {
            started.close();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
