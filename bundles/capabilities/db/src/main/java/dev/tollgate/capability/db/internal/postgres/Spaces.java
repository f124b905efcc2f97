package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.postgresql.util.PasswordUtil;

/** Makes and deletes the roles and the schema of a plugin, each in one transaction. */
final class Spaces {
    private static final String ROLE = " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION CONNECTION LIMIT %d PASSWORD '%s'";
    private static final String DUPLICATE = "42710";
    private static final int OWNERS = 4;
    private static final int LOCK = 7236282;

    private final int connectionsPerRole;
    private final Supplier<String> secrets;

    Spaces(int connectionsPerRole, Supplier<String> secrets) {
        this.connectionsPerRole = connectionsPerRole;
        this.secrets = secrets;
    }

    /** Nobody else makes, migrates or deletes the space until the connection closes. */
    static void lock(Connection admin, SpaceNames names) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement("SELECT pg_advisory_lock(?, hashtext(?))")) {
            statement.setInt(1, LOCK);
            statement.setString(2, names.slug());
            statement.execute();
        }
    }

    Optional<Passwords> find(Connection admin, SpaceNames names) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(
                "SELECT guest_password, owner_password FROM tollgate.space WHERE slug = ?")) {
            statement.setString(1, names.slug());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Passwords(row.getString(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    /** The space is there after it; the caller holds the lock. */
    Passwords make(Connection admin, SpaceNames names) throws SQLException, GateException {
        Optional<Passwords> present = find(admin, names);
        if (present.isPresent()) {
            return present.get();
        }
        Passwords passwords = new Passwords(secrets.get(), secrets.get());
        admin.setAutoCommit(false);
        try {
            run(admin, List.of(Household.ALONE));
            insert(admin, names, passwords);
            run(admin, making(names, passwords, admin.getCatalog(), superuser(admin)));
            admin.commit();
            return passwords;
        } catch (SQLException failed) {
            if (DUPLICATE.equals(failed.getSQLState())) {
                throw new GateException(Errno.EUNAVAILABLE, "a role or a schema of plugin " + names.slug()
                        + " is there that this database knows nothing of; drop roles " + names.guest() + " and " + names.owner());
            }
            throw failed;
        } finally {
            admin.rollback();
            admin.setAutoCommit(true);
        }
    }

    void delete(Connection admin, SpaceNames names) throws SQLException {
        if (find(admin, names).isEmpty()) {
            return;
        }
        admin.setAutoCommit(false);
        try {
            run(admin, List.of(Household.ALONE));
            endSessions(admin, names);
            String guest = SpaceNames.quoted(names.guest());
            String owner = SpaceNames.quoted(names.owner());
            run(admin, List.of("DROP SCHEMA " + names.schema() + " CASCADE", "DROP OWNED BY " + guest, "DROP OWNED BY " + owner,
                    "DROP ROLE " + guest, "DROP ROLE " + owner));
            try (PreparedStatement statement = admin.prepareStatement("DELETE FROM tollgate.space WHERE slug = ?")) {
                statement.setString(1, names.slug());
                statement.execute();
            }
            admin.commit();
        } finally {
            admin.rollback();
            admin.setAutoCommit(true);
        }
    }

    private List<String> making(SpaceNames names, Passwords passwords, String database, boolean superuser) throws SQLException {
        String guest = SpaceNames.quoted(names.guest());
        String owner = SpaceNames.quoted(names.owner());
        String schema = names.schema();
        return List.of(
                "CREATE ROLE " + guest + role(names.guest(), passwords.guest(), connectionsPerRole),
                "CREATE ROLE " + owner + role(names.owner(), passwords.owner(), OWNERS),
                "GRANT " + owner + " TO CURRENT_USER",
                "GRANT CONNECT ON DATABASE " + SpaceNames.quoted(database) + " TO " + guest + ", " + owner,
                "CREATE SCHEMA " + schema + " AUTHORIZATION " + owner,
                "GRANT USAGE ON SCHEMA " + schema + " TO " + guest,
                "ALTER DEFAULT PRIVILEGES FOR ROLE " + owner + " IN SCHEMA " + schema
                        + " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO " + guest,
                "ALTER DEFAULT PRIVILEGES FOR ROLE " + owner + " IN SCHEMA " + schema + " GRANT USAGE ON SEQUENCES TO " + guest,
                settings(guest, schema, superuser),
                settings(owner, schema, superuser));
    }

    /** Only a superuser can bound temporary files. */
    private static String settings(String role, String schema, boolean superuser) {
        String set = "ALTER ROLE " + role + " SET ";
        return set + "search_path = " + schema + "; " + set + "work_mem = '4MB'; " + set + "max_parallel_workers_per_gather = 0; " + set
                + "statement_timeout = '60s'; " + set + "lock_timeout = '30s'; " + set + "standard_conforming_strings = on"
                + (superuser ? "; " + set + "temp_file_limit = '64MB'" : "");
    }

    /** The server gets a verifier, so that its log never has the password. */
    private static String role(String role, String password, int connections) throws SQLException {
        return String.format(ROLE, connections, PasswordUtil.encodePassword(role, password.toCharArray(), "scram-sha-256"));
    }

    private static void insert(Connection admin, SpaceNames names, Passwords passwords) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement("INSERT INTO tollgate.space VALUES (?, ?, ?)")) {
            statement.setString(1, names.slug());
            statement.setString(2, passwords.guest());
            statement.setString(3, passwords.owner());
            statement.execute();
        }
    }

    private static void endSessions(Connection admin, SpaceNames names) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename IN (?, ?)")) {
            statement.setString(1, names.guest());
            statement.setString(2, names.owner());
            statement.execute();
        }
    }

    private static boolean superuser(Connection admin) throws SQLException {
        try (Statement statement = admin.createStatement();
                ResultSet row = statement.executeQuery("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static void run(Connection admin, List<String> statements) throws SQLException {
        try (Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
