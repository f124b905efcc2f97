package dev.tollgate.capability.db.internal.postgres;

import dev.tollgate.abi.Errno;
import dev.tollgate.capability.db.internal.space.Refusals;
import java.sql.SQLException;

/** What PostgreSQL's SQLSTATEs mean to a guest. */
final class PostgresRefusals implements Refusals {
    /** The driver has no state of its own for what is larger than its buffer. */
    private static final String BUFFER = "maxResultBuffer";

    @Override
    public Errno errno(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        switch (state) {
            case "55P03", "53300": // lock not available, too many connections
                return Errno.EBUSY;
            case "57014": // cancelled, by the time-out or by us
                return Errno.ETIMEOUT;
            default:
                break;
        }
        if (String.valueOf(failed.getMessage()).contains(BUFFER)) {
            return Errno.ETOOBIG;
        }
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "23", "40" -> Errno.ECONFLICT;
            case "53" -> Errno.EQUOTA;
            case "54" -> Errno.ETOOBIG;
            case "08", "28", "57", "58" -> Errno.EUNAVAILABLE;
            case "0A", "20", "21", "22", "25", "2B", "2F", "34", "3F", "42", "44", "55" -> Errno.EINVAL;
            default -> Errno.EINTERNAL;
        };
    }

    @Override
    public String code(SQLException failed) {
        return "SQLSTATE " + failed.getSQLState();
    }
}
