package dev.tollgate.capability.db.internal.sqlite;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.space.Ground;
import dev.tollgate.capability.db.internal.space.Mode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Migrations of one file. The generation is the file's {@code user_version}. Foreign keys are checked once at the end, because a table
 * is changed by making a new one and dropping the old.
 */
final class SqliteGround implements Ground {
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final SqliteRefusals REFUSALS = new SqliteRefusals();

    private final SpaceFile file;
    private final SqliteLink link;
    private final long mostBytes;

    SqliteGround(SpaceFile file, SqliteLink link, long mostBytes) {
        this.file = file;
        this.link = link;
        this.mostBytes = mostBytes;
    }

    @Override
    public int generation() throws GateException {
        return link.within(MOST, connection -> {
            try (PreparedStatement statement = connection.prepareStatement("PRAGMA user_version"); ResultSet row = statement.executeQuery()) {
                return row.getInt(1);
            }
        });
    }

    @Override
    public Optional<byte[]> recorded(int generation) throws GateException {
        return file.recorded(generation);
    }

    @Override
    public void record(int generation, byte[] applied) throws GateException {
        file.record(generation, applied);
    }

    @Override
    public void apply(List<Step> steps, int generation) throws GateException {
        boolean done = false;
        try {
            link.within(MOST, connection -> {
                link.begin(Mode.WRITE, false, mostBytes, MOST);
                for (Step step : steps) {
                    run(step);
                }
                checkForeignKeys();
                link.run("PRAGMA user_version = " + generation);
                link.commit();
                return null;
            });
            done = true;
        } finally {
            if (!done) {
                link.reset();
            }
        }
    }

    @Override
    public void close() {
        link.close();
    }

    private void run(Step step) throws GateException {
        try {
            link.run(step.sql());
        } catch (SQLException failed) {
            throw REFUSALS.of(step.where(), failed);
        }
    }

    private void checkForeignKeys() throws SQLException, GateException {
        try (PreparedStatement check = link.connection().prepareStatement("PRAGMA foreign_key_check"); ResultSet broken = check.executeQuery()) {
            if (broken.next()) {
                throw new GateException(Errno.ECONFLICT, "after the migrations a foreign key points to nothing");
            }
        }
    }
}
