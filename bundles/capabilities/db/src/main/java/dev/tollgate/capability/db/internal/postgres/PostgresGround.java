package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.space.Ground;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/**
 * Migrations of one schema. They run on a connection of the owner's role. The lists are in a table of the administrative role's; the
 * generation is the schema's comment, which the plugin's role cannot change.
 */
final class PostgresGround implements Ground {
    private static final PostgresRefusals REFUSALS = new PostgresRefusals();

    private final Connection admin;
    private final Opening owner;
    private final SpaceNames names;
    private final SpaceSize size;
    private final long mostBytes;

    /** @param admin holds the lock of the space; is closed with this */
    PostgresGround(Connection admin, Opening owner, SpaceNames names, SpaceSize size, long mostBytes) {
        this.admin = admin;
        this.owner = owner;
        this.names = names;
        this.size = size;
        this.mostBytes = mostBytes;
    }

    /** Opens a connection of the owner's role. */
    @FunctionalInterface
    interface Opening {
        Connection open() throws GateException;
    }

    @Override
    public int generation() throws GateException {
        try (PreparedStatement statement = admin.prepareStatement(
                "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = ?")) {
            statement.setString(1, names.guest());
            try (ResultSet row = statement.executeQuery()) {
                String comment = row.next() ? row.getString(1) : null;
                return comment == null ? 0 : Integer.parseInt(comment);
            }
        } catch (SQLException failed) {
            throw REFUSALS.of(failed);
        } catch (NumberFormatException changed) {
            throw new GateException(Errno.EUNAVAILABLE, "the comment of schema " + names.schema() + " is not the number of its migrations");
        }
    }

    @Override
    public Optional<byte[]> recorded(int generation) throws GateException {
        try (PreparedStatement statement = admin.prepareStatement(
                "SELECT convert_to(migrations, 'UTF8') FROM tollgate.applied WHERE slug = ? AND generation = ?")) {
            statement.setString(1, names.slug());
            statement.setInt(2, generation);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException failed) {
            throw REFUSALS.of(failed);
        }
    }

    @Override
    public void record(int generation, byte[] applied) throws GateException {
        try (PreparedStatement statement = admin.prepareStatement("""
                INSERT INTO tollgate.applied (slug, generation, migrations) VALUES (?, ?, convert_from(?, 'UTF8'))
                ON CONFLICT (slug, generation) DO UPDATE SET migrations = excluded.migrations""");
                PreparedStatement old = admin.prepareStatement("DELETE FROM tollgate.applied WHERE slug = ? AND generation < ?")) {
            statement.setString(1, names.slug());
            statement.setInt(2, generation);
            statement.setBytes(3, applied);
            statement.executeUpdate();
            old.setString(1, names.slug());
            old.setInt(2, generation - 1);
            old.executeUpdate();
        } catch (SQLException failed) {
            throw REFUSALS.of(failed);
        }
    }

    @Override
    public void apply(List<Step> steps, int generation) throws GateException {
        try (Connection connection = owner.open()) {
            connection.setAutoCommit(false);
            for (Step step : steps) {
                run(connection, step);
            }
            size.check(connection, mostBytes);
            try (Statement statement = connection.createStatement()) {
                statement.execute("COMMENT ON SCHEMA " + names.schema() + " IS '" + generation + "'");
            }
            connection.commit();
        } catch (SQLException failed) {
            throw REFUSALS.of(failed);
        }
    }

    /** Lets go of the lock. */
    @Override
    public void close() {
        try {
            admin.close();
        } catch (SQLException failed) {
            // Closed already; then so is the lock.
            return;
        }
    }

    private static void run(Connection connection, Step step) throws GateException {
        try (PreparedStatement statement = connection.prepareStatement(step.sql())) {
            statement.execute();
        } catch (SQLException failed) {
            throw REFUSALS.of(step.where(), failed);
        }
    }
}
