package dev.tollgate.store.sqlite.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Opens sessions on one file. The driver is asked directly: DriverManager does not work across bundles. */
record Connections(Path file) {
    private static final Duration BUSY = Duration.ofSeconds(5);
    /** A write-ahead log that one large package made long is cut back to this. */
    private static final int LOG_BYTES = 64 << 20;

    /** A commit is on the disk when it returns: in write-ahead mode that takes synchronous=FULL. */
    Session writing() throws SQLException {
        SQLiteConfig config = shared();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setJournalSizeLimit(LOG_BYTES);
        return open(config);
    }

    /** Neither changes nor creates the file. */
    Session reading() throws SQLException {
        SQLiteConfig config = shared();
        config.setReadOnly(true);
        return open(config);
    }

    private static SQLiteConfig shared() {
        SQLiteConfig config = new SQLiteConfig();
        config.enforceForeignKeys(true);
        config.setBusyTimeout((int) BUSY.toMillis());
        return config;
    }

    private Session open(SQLiteConfig config) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource(config);
        // A URI, in which a question mark in a folder's name is not the driver's own syntax.
        source.setUrl("jdbc:sqlite:" + file.toUri());
        Session opened = new Session(source.getConnection());
        DriverRegistration.undo();
        return opened;
    }
}
