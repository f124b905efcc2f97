package dev.tollgate.capability.db.internal.sqlite;

import dev.tollgate.abi.Errno;
import dev.tollgate.capability.db.internal.space.Refusals;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean to a guest. */
final class SqliteRefusals implements Refusals {
    private static final int PRIMARY = 0xff;

    @Override
    public Errno errno(SQLException failed) {
        SQLiteErrorCode code = known(failed);
        if (code == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT) {
            return Errno.ECONFLICT;
        }
        return switch (code.code & PRIMARY) {
            case 1, 4, 8, 20, 23, 25 -> Errno.EINVAL; // error, abort, read only, mismatch, authorisation, range
            case 5, 6 -> Errno.EBUSY;
            case 7, 13 -> Errno.EQUOTA; // memory, full
            case 9 -> Errno.ETIMEOUT; // interrupted
            case 10, 11, 14, 26 -> Errno.EUNAVAILABLE; // input and output, corrupt, cannot open, no database
            case 18 -> Errno.ETOOBIG;
            case 19 -> Errno.ECONFLICT; // constraint
            default -> Errno.EINTERNAL;
        };
    }

    @Override
    public String code(SQLException failed) {
        return known(failed).name();
    }

    private static SQLiteErrorCode known(SQLException failed) {
        return failed instanceof SQLiteException sqlite ? sqlite.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
    }
}
