package dev.tollgate.store.postgres.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables in the schema {@code tollgate}, brought forward by numbered scripts; {@code tollgate.schema_version} has the number
 * of the last one. A script that was released never changes. There is no way back, so a newer schema is not touched. All of it is
 * one transaction under a lock of the database's, so that of nodes that start at once one does it and the others find it done.
 */
final class Schema {
    /** The number of the last script. */
    static final int LATEST = 9;
    /** "tollgate" in ASCII: advisory locks are numbers that all applications of a database share. */
    private static final long LOCK = 0x746f6c6c67617465L;
    private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

    private Schema() {
    }

    /** @throws StoreOpenException when it is not this version's, with nothing changed */
    static void bringForward(Session session, String where) throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        // Other nodes are waited for however long they take.
        session.script("SET LOCAL statement_timeout = 0");
        session.first("SELECT pg_advisory_xact_lock(?)", row -> true, LOCK);
        int version = version(session, where);
        if (version > LATEST) {
            throw StoreOpenException.newer(where, version, LATEST);
        }
        for (int next = version + 1; next <= LATEST; next++) {
            session.script(script(next));
            session.update("UPDATE tollgate.schema_version SET version = ?", next);
            LOG.debug("the schema is now version {}", next);
        }
        connection.commit();
    }

    /** The number of the last script that was run; what the number is kept in is made where it is missing. */
    private static int version(Session session, String where) throws SQLException {
        if (is(session, "SELECT to_regclass('tollgate.schema_version') IS NOT NULL")) {
            Optional<Integer> version = session.first("SELECT version FROM tollgate.schema_version", row -> row.number(1));
            return version.orElseThrow(() -> StoreOpenException.foreign(where));
        }
        if (is(session, "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = to_regnamespace('tollgate'))")) {
            throw StoreOpenException.foreign(where);
        }
        // An administrator may have made the schema, so that this user need not be allowed to.
        if (!is(session, "SELECT to_regnamespace('tollgate') IS NOT NULL")) {
            session.script("CREATE SCHEMA tollgate");
        }
        session.script("CREATE TABLE tollgate.schema_version (version INTEGER NOT NULL); INSERT INTO tollgate.schema_version VALUES (0)");
        return 0;
    }

    private static boolean is(Session session, String question) throws SQLException {
        return session.first(question, row -> row.truth(1)).orElse(false);
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
