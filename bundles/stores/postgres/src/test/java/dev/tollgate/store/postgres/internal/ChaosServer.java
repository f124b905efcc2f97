package dev.tollgate.store.postgres.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server of its own folder and port, which can be ended in the middle of everything and started again. */
final class ChaosServer implements AutoCloseable {
    private final Path folder;
    private EmbeddedPostgres server;
    private int port;

    ChaosServer(Path folder) throws IOException {
        this.folder = folder;
        start();
    }

    PostgresSettings settings() {
        return settings(port);
    }

    static PostgresSettings settings(int port) {
        return new PostgresSettings("jdbc:postgresql://127.0.0.1:" + port + "/postgres", "postgres", "postgres", 10);
    }

    int port() {
        return port;
    }

    Connection connect() throws SQLException {
        return server.getPostgresDatabase().getConnection();
    }

    /** Every process of it ends without a checkpoint, as in a crash; it recovers from its log when it starts. */
    void crashAndStart() throws IOException, InterruptedException {
        long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0).trim());
        new ProcessBuilder("kill", "-QUIT", Long.toString(postmaster)).start().waitFor();
        ProcessHandle.of(postmaster).ifPresent(process -> process.onExit().orTimeout(30, TimeUnit.SECONDS).join());
        // It has nothing left to stop, and says so; it lets go of the folder.
        server.close();
        start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void start() throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setDataDirectory(folder).setCleanDataDirectory(false)
                .setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("max_connections", "200")
                // The effects of jobs must be as durable as the jobs are; the builder's own default is off.
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
        if (port != 0) {
            builder.setPort(port);
        }
        server = builder.start();
        port = server.getPort();
    }
}
