package dev.tollgate.benchmarks.jobs;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of its own, as it is but for what makes a commit durable, and folders for SQLite on the same disk. */
final class Databases implements AutoCloseable {
    private final Path folder;
    private final EmbeddedPostgres server;
    private int count;

    private Databases(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    static Databases start() throws IOException {
        Path folder = Files.createTempDirectory("tollgate-jobs");
        EmbeddedPostgres server = EmbeddedPostgres.builder().setDataDirectory(folder.resolve("postgres"))
                .setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on").start();
        return new Databases(folder, server);
    }

    /** A new one, as its subject opens it. */
    String make(Contestant contestant) throws SQLException {
        String name = "run" + count++;
        if (!contestant.onPostgres) {
            return folder.resolve(name).toString();
        }
        run("postgres", "CREATE DATABASE " + name);
        return url(name);
    }

    /** What the server would do sooner or later it does now, not within the next measurement. */
    void settle(String opened) throws SQLException {
        if (isPostgres(opened)) {
            run(name(opened), "VACUUM ANALYZE");
            run("postgres", "CHECKPOINT");
        }
    }

    void remove(String opened) throws SQLException, IOException {
        if (isPostgres(opened)) {
            run("postgres", "DROP DATABASE " + name(opened) + " WITH (FORCE)");
            run("postgres", "CHECKPOINT");
        } else {
            delete(Path.of(opened));
        }
    }

    /** A folder for what else a process keeps. */
    Path own() {
        return folder.resolve("own" + count++);
    }

    /** The server's version, and the settings that the figures hang on. */
    String server() throws SQLException {
        StringBuilder text = new StringBuilder("PostgreSQL ").append(show("server_version"));
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size")) {
            text.append(", ").append(setting).append(' ').append(show(setting));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        delete(folder);
    }

    private String show(String setting) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection(); Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("SHOW " + setting)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private void run(String database, String sql) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String url(String name) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + name;
    }

    private static boolean isPostgres(String opened) {
        return opened.startsWith("jdbc:");
    }

    private static String name(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
