package dev.tollgate.store.sqlite.internal;

import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** The open store file of a data folder, which nobody else has open. */
final class Database implements AutoCloseable {
    private static final String FILE = "tollgate.db";

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final FolderLock lock;
    private final Writer writer;
    private final Readers readers;

    private Database(FolderLock lock, Writer writer, Readers readers) {
        this.lock = lock;
        this.writer = writer;
        this.readers = readers;
    }

    /** @throws StoreOpenException when it cannot be opened, with nothing left open */
    static Database open(Path folder) {
        FolderLock lock = FolderLock.take(folder);
        Path file = folder.resolve(FILE);
        try {
            return open(lock, new Connections(file));
        } catch (SQLException failed) {
            lock.close();
            throw notADatabase(failed) ? StoreOpenException.foreign(file, failed) : StoreOpenException.failed(file, failed);
        } catch (RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    <T> T write(Work<T> work) throws SQLException {
        return writer.write(work);
    }

    <T> T read(Work<T> work) throws SQLException {
        return readers.read(work);
    }

    Writer writer() {
        return writer;
    }

    /**
     * Finishes what was asked for, and lets go of the folder. The writer is closed last: only a session that may write
     * folds the write-ahead log into the file.
     */
    @Override
    public void close() {
        try (lock; writer) {
            readers.close();
        } catch (SQLException failed) {
            LOG.warn("the store did not close cleanly, which its next opening repairs: {}", failed.getMessage(), failed);
        }
    }

    private static Database open(FolderLock lock, Connections connections) throws SQLException {
        Schema.check(connections);
        Session session = connections.writing();
        try {
            Schema.bringForward(session);
            return new Database(lock, new Writer(session), new Readers(connections));
        } catch (SQLException | RuntimeException failed) {
            session.close();
            throw failed;
        }
    }

    private static boolean notADatabase(SQLException failed) {
        return failed instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_NOTADB;
    }
}
