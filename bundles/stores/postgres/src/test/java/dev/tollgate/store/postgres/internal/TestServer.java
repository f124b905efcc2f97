package dev.tollgate.store.postgres.internal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL server on the loopback, one for all tests of this process; it ends with it. */
final class TestServer {
    /** No test here cuts the power; who measures times wants it on. */
    private static final String FSYNC = System.getProperty("tollgate.test.fsync", "off");
    private static final EmbeddedPostgres SERVER = start();

    private TestServer() {
    }

    static int port() {
        return SERVER.getPort();
    }

    static PostgresSettings settings() {
        return new PostgresSettings("jdbc:postgresql://127.0.0.1:" + port() + "/postgres", "postgres", "postgres", 10);
    }

    /** As if the database were new. */
    static PostgresSettings empty() throws SQLException {
        run("DROP SCHEMA IF EXISTS tollgate CASCADE");
        return settings();
    }

    static void run(String sql) throws SQLException {
        try (Connection administrator = connect()) {
            new Session(administrator).script(sql);
        }
    }

    static String ask(String sql) throws SQLException {
        try (Connection administrator = connect()) {
            return new Session(administrator).first(sql, row -> row.text(1)).orElseThrow();
        }
    }

    /** An administrator's connection. */
    static Connection connect() throws SQLException {
        return SERVER.getPostgresDatabase().getConnection();
    }

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", FSYNC).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
