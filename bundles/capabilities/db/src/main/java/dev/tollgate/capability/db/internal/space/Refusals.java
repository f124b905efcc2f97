package dev.tollgate.capability.db.internal.space;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateException;
import java.sql.SQLException;

/** Errors of a database, as a guest and as an administrator get to know them. */
public interface Refusals {
    int MOST_TEXT = 300;

    /** What kind of error it is. */
    Errno errno(SQLException failed);

    /** The database's own number of it. */
    String code(SQLException failed);

    /** For guests and logs: no text of the database, which repeats values, statements and paths. */
    default GateException of(SQLException failed) {
        return new GateException(errno(failed), "the database answers " + code(failed));
    }

    /** For whoever installs a plugin. */
    default GateException of(String where, SQLException failed) {
        String text = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        return new GateException(errno(failed), where + ": the database answers " + code(failed) + ": "
                + PlainText.of(text.substring(0, Math.min(text.length(), MOST_TEXT))));
    }
}
