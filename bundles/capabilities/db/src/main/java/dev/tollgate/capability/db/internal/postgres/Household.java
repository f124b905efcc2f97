package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.capability.db.internal.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the database is made into before the first plugin uses it: PUBLIC, which every role belongs to, loses its rights to
 * connect, to make temporary tables, to use languages, and to call functions that reach out of a plugin's space.
 */
final class Household {
    private static final Logger LOG = LoggerFactory.getLogger(Household.class);
    /** Whoever changes rights on the database itself does so alone, until the end of the transaction: two at a time fail. */
    static final String ALONE = "SELECT pg_advisory_xact_lock(7236281)";
    private static final List<String> TABLES = List.of(
            "CREATE SCHEMA IF NOT EXISTS tollgate",
            "REVOKE ALL ON SCHEMA tollgate FROM PUBLIC",
            "CREATE TABLE IF NOT EXISTS tollgate.space (slug text PRIMARY KEY, guest_password text NOT NULL, owner_password text NOT NULL)",
            "CREATE TABLE IF NOT EXISTS tollgate.applied (slug text NOT NULL REFERENCES tollgate.space ON DELETE CASCADE,"
                    + " generation int NOT NULL, migrations text NOT NULL, PRIMARY KEY (slug, generation))");
    private static final List<String> RIGHTS = List.of(
            "REVOKE ALL ON SCHEMA public FROM PUBLIC",
            "REVOKE ALL ON LANGUAGE sql FROM PUBLIC",
            "REVOKE ALL ON LANGUAGE plpgsql FROM PUBLIC");
    private static final String FUNCTIONS = """
            SELECT p.oid::regprocedure::text FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
            WHERE n.nspname = 'pg_catalog' AND p.proname ~ ? AND has_function_privilege('public', p.oid, 'EXECUTE')""";

    private Household() {
    }

    static void prepare(Connection admin) throws SQLException {
        admin.setAutoCommit(false);
        try (Statement statement = admin.createStatement()) {
            statement.execute(ALONE);
            for (String sql : TABLES) {
                statement.execute(sql);
            }
            statement.execute("REVOKE ALL ON DATABASE " + SpaceNames.quoted(admin.getCatalog()) + " FROM PUBLIC");
            for (String sql : RIGHTS) {
                attempt(admin, statement, sql);
            }
            for (String function : functions(admin)) {
                attempt(admin, statement, "REVOKE EXECUTE ON FUNCTION " + function + " FROM PUBLIC");
            }
            List<String> left = functions(admin);
            if (!left.isEmpty()) {
                LOG.warn("db: the administrative role could not revoke {} functions from PUBLIC; only the host's own list keeps plugins"
                        + " from them. Make it a superuser, or revoke them by hand: {}", left.size(), left);
            }
            admin.commit();
        } finally {
            admin.rollback();
            admin.setAutoCommit(true);
        }
    }

    /** Not every administrative role may do it; those of hosted databases may not. */
    private static void attempt(Connection admin, Statement statement, String sql) throws SQLException {
        Savepoint before = admin.setSavepoint();
        try {
            statement.execute(sql);
        } catch (SQLException refused) {
            admin.rollback(before);
            LOG.debug("db: not permitted: {}", sql);
        }
        admin.releaseSavepoint(before);
    }

    private static List<String> functions(Connection admin) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = admin.prepareStatement(FUNCTIONS)) {
            statement.setString(1, "^(" + Dialect.POSTGRES_FUNCTIONS + ")$");
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
