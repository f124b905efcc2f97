package dev.tollgate.store.sqlite.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables, brought forward by numbered scripts; the file's {@code user_version} is the number of the last one. A
 * script that was released never changes. There is no way back, so a file of a newer version is not touched.
 */
final class Schema {
    /** The number of the last script. */
    static final int LATEST = 10;
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private Schema() {
    }

    /** Refuses what is not this version's, without changing anything. */
    static void check(Connections connections) throws SQLException {
        Path file = connections.file();
        if (!exists(file)) {
            return;
        }
        try (Session session = connections.reading()) {
            int version = version(session);
            if (version > LATEST) {
                throw StoreOpenException.newer(file, version, LATEST);
            }
            if (version == 0 && number(session, "SELECT count(*) FROM sqlite_schema") > 0) {
                throw StoreOpenException.foreign(file, null);
            }
        }
    }

    /** Runs the scripts that this file has not seen, each in a transaction of its own. */
    static void bringForward(Session session) throws SQLException {
        for (int next = version(session) + 1; next <= LATEST; next++) {
            session.run("BEGIN IMMEDIATE");
            try {
                session.script(script(next));
                session.script("PRAGMA user_version = " + next);
                session.run("COMMIT");
            } catch (SQLException failed) {
                session.run("ROLLBACK");
                throw failed;
            }
            LOG.debug("the schema is now version {}", next);
        }
    }

    private static int version(Session session) throws SQLException {
        return number(session, "PRAGMA user_version");
    }

    private static int number(Session session, String sql) throws SQLException {
        return session.first(sql, row -> row.number(1)).orElse(0);
    }

    private static boolean exists(Path file) {
        try {
            return Files.exists(file) && Files.size(file) > 0;
        } catch (IOException failed) {
            throw StoreOpenException.failed(file, failed);
        }
    }

    private static String script(int number) {
        String name = "schema-" + number + ".sql";
        try (InputStream in = Schema.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + name + " of this bundle", failed);
        }
    }
}
