package dev.tollgate.store.postgres.internal;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.Set;

/** What the SQL states of PostgreSQL (its manual, appendix A) say about what to do next. */
final class Failures {
    private static final Set<String> UNDONE = Set.of("40001", "40P01");
    private static final Set<String> SERVER_WENT = Set.of("57P01", "57P02", "57P03");
    private static final String CONNECTION = "08";
    private static final String FOREIGN_KEY = "23503";

    private Failures() {
    }

    /** The server undid the transaction for another's sake: a deadlock, or one that cannot be put in an order. */
    static boolean undone(SQLException failed) {
        return failed.getSQLState() != null && UNDONE.contains(failed.getSQLState());
    }

    /** A row would refer to one that is not there. */
    static boolean dangling(SQLException failed) {
        return FOREIGN_KEY.equals(failed.getSQLState());
    }

    /** The server is gone, or was: what else the pool holds is not worth more. Not so when only the patience ended. */
    static boolean lost(SQLException failed) {
        String state = failed.getSQLState();
        return state != null && (SERVER_WENT.contains(state) || state.startsWith(CONNECTION)) && !ranOutOfTime(failed);
    }

    private static boolean ranOutOfTime(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
