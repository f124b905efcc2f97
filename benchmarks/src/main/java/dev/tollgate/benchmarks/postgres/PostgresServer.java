package dev.tollgate.benchmarks.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** Starts a PostgreSQL in a folder of its own, prints its configuration for the db gate, and stops when its input ends. */
public final class PostgresServer {
    private PostgresServer() {
    }

    public static void main(String[] arguments) throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            System.out.println("backend = postgres\nurl = jdbc:postgresql://localhost:" + server.getPort() + "/postgres\nuser = postgres");
            System.out.println("# ready");
            while (System.in.read() >= 0) {
                continue;
            }
        }
    }
}
