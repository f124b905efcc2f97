package dev.tollgate.capability.db.internal.sqlite;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.space.Backend;
import dev.tollgate.capability.db.internal.space.Ground;
import dev.tollgate.capability.db.internal.space.Link;
import dev.tollgate.capability.db.internal.sql.Dialect;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteLimits;

/** A file for each plugin, in one folder. */
public final class SqliteBackend implements Backend {
    /** An opcode that works on one value cannot be interrupted; with this, the slowest of them takes a tenth of a second. */
    static final int MOST_VALUE_BYTES = 128 << 10;
    private static final int MOST_SQL_BYTES = 64 << 10;
    private static final int MOST_PATTERN_BYTES = 256;
    private static final int MOST_ARGUMENTS = 64;
    private static final int MOST_DEPTH = 200;
    private static final int MOST_COLUMNS = 500;
    private static final int LOG_BYTES = 16 << 20;

    private final Path folder;
    private final long mostBytes;
    private final LongSupplier nanos;
    private final LongSupplier freeBytes;

    /**
     * @param mostBytes how large a space may become while it is migrated
     * @param freeBytes what the disk of the folder and that of temporary files have left
     */
    public SqliteBackend(Path folder, long mostBytes, LongSupplier nanos, LongSupplier freeBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.nanos = nanos;
        this.freeBytes = freeBytes;
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public Link open(String slug) throws GateException {
        return link(file(slug), true);
    }

    @Override
    public Ground migrate(String slug) throws GateException {
        SpaceFile file = file(slug);
        return new SqliteGround(file, link(file, false), mostBytes);
    }

    @Override
    public void forget(String slug) throws GateException {
        new SpaceFile(folder, slug).delete();
    }

    @Override
    public void close() {
        // Each connection belongs to somebody who closes it.
    }

    private SpaceFile file(String slug) throws GateException {
        SpaceFile file = new SpaceFile(folder, slug);
        file.prepare();
        return file;
    }

    private SqliteLink link(SpaceFile file, boolean foreignKeys) throws GateException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalSizeLimit(LOG_BYTES);
        config.enforceForeignKeys(foreignKeys);
        config.enableLoadExtension(false);
        config.setBusyTimeout((int) Duration.ofSeconds(1).toMillis());
        SQLiteDataSource source = new SQLiteDataSource(config);
        // A URI, in which a question mark in a folder's name is not the driver's own syntax.
        source.setUrl("jdbc:sqlite:" + file.database().toUri());
        try {
            SqliteLink link = locked((SQLiteConnection) source.getConnection());
            DriverRegistration.undo();
            return link;
        } catch (SQLException failed) {
            throw new SqliteRefusals().of(failed);
        }
    }

    private SqliteLink locked(SQLiteConnection connection) throws SQLException {
        Deadline deadline = new Deadline(nanos, freeBytes);
        SqliteLink link = new SqliteLink(connection, deadline);
        try {
            link.run("PRAGMA trusted_schema = OFF");
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_ATTACHED, 0);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LENGTH, MOST_VALUE_BYTES);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_SQL_LENGTH, MOST_SQL_BYTES);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, MOST_PATTERN_BYTES);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_FUNCTION_ARG, MOST_ARGUMENTS);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_EXPR_DEPTH, MOST_DEPTH);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_COLUMN, MOST_COLUMNS);
            connection.setLimit(SQLiteLimits.SQLITE_LIMIT_WORKER_THREADS, 0);
            deadline.in(Duration.ofSeconds(1));
            ProgressHandler.setHandler(connection, Deadline.STEPS, deadline);
            return link;
        } catch (SQLException failed) {
            link.close();
            throw failed;
        }
    }
}
