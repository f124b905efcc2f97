package dev.tollgate.capability.db.internal;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.json.Page;
import dev.tollgate.capability.db.internal.json.PageLimits;
import dev.tollgate.capability.db.internal.space.Link;
import dev.tollgate.capability.db.internal.space.Mode;
import dev.tollgate.capability.db.internal.space.Pool;
import dev.tollgate.capability.db.internal.sql.Sql;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One invocation's use of the database: at most one connection, held only while a transaction or a cursor is open. A statement outside
 * of a transaction is one of its own. A cursor outside of a transaction is a reading transaction, which ends with its last cursor.
 */
final class Invocation implements GateCall.Kept {
    static final int MOST_CURSORS = 4;

    private final Pool pool;
    private final PageLimits limits;
    private final Map<Integer, Cursor> cursors = new HashMap<>();
    private Link link;
    private boolean transaction;
    private boolean failed;
    private int numbers;

    Invocation(Pool pool, PageLimits limits) {
        this.pool = pool;
        this.limits = limits;
    }

    /** Whether it holds nothing. */
    boolean idle() {
        return link == null;
    }

    byte[] query(Sql sql, List<Object> parameters, Terms terms) throws GateException {
        if (cursors.size() >= MOST_CURSORS) {
            throw new GateException(Errno.EQUOTA, "an invocation has at most " + MOST_CURSORS + " open cursors; close one");
        }
        return statement(sql, terms, connection -> {
            link.admit(sql.kind());
            Cursor cursor = open(sql, parameters);
            // From here on it is closed however this ends.
            int number = numbers + 1;
            cursors.put(number, cursor);
            boolean remains = false;
            try {
                Page page = first(sql, cursor);
                remains = !cursor.atEnd();
                return page.finish(remains ? number : 0);
            } finally {
                if (remains) {
                    numbers = number;
                } else {
                    cursors.remove(number).close();
                }
            }
        });
    }

    private Page first(Sql sql, Cursor cursor) throws SQLException, GateException {
        Page page = cursor.next();
        if (!sql.reads()) {
            link.measure(sql.kind());
        }
        if (!cursor.atEnd() && !sql.reads() && !transaction) {
            throw new GateException(Errno.ETOOBIG, "RETURNING has more rows than fit into a result; begin a transaction");
        }
        return page;
    }

    long exec(Sql sql, List<Object> parameters, Terms terms) throws GateException {
        return statement(sql, terms, connection -> {
            link.admit(sql.kind());
            try (PreparedStatement prepared = prepared(sql, parameters)) {
                long affected = prepared.executeLargeUpdate();
                link.measure(sql.kind());
                return affected;
            }
        });
    }

    byte[] fetch(int number, Terms terms) throws GateException {
        Cursor cursor = cursor(number);
        return guarded(terms, connection -> {
            link.arm(terms.remaining());
            Page page = cursor.next();
            if (!cursor.atEnd()) {
                return page.finish(number);
            }
            cursors.remove(number).close();
            return page.finish(0);
        });
    }

    void close(int number, Terms terms) throws GateException {
        Cursor cursor = cursor(number);
        guarded(terms, connection -> {
            cursors.remove(number, cursor);
            cursor.close();
            return null;
        });
    }

    void begin(Terms terms) throws GateException {
        if (transaction) {
            throw new GateException(Errno.ECONFLICT, "a transaction is open");
        }
        if (link != null) {
            throw new GateException(Errno.EBUSY, "a cursor is open outside of a transaction; close it first");
        }
        start(terms, Mode.GUEST);
        transaction = true;
    }

    void commit(Terms terms) throws GateException {
        opened();
        if (failed) {
            rollback();
            throw new GateException(Errno.ECONFLICT, "a statement of the transaction failed; it was rolled back");
        }
        try {
            link.within(terms.remaining(), connection -> {
                closeCursors();
                link.arm(terms.remaining());
                link.commit();
                return null;
            });
        } finally {
            close();
        }
    }

    void rollback() throws GateException {
        opened();
        close();
    }

    /** Whatever is open is rolled back. On SQLite a statement that stays open keeps its memory, and its connection at an old snapshot. */
    @Override
    public void close() {
        for (Cursor cursor : cursors.values()) {
            try {
                cursor.close();
            } catch (SQLException broken) {
                // What it failed of was told when it did; a link that is not as new after this is closed.
                continue;
            }
        }
        cursors.clear();
        transaction = false;
        failed = false;
        if (link != null) {
            Link used = link;
            link = null;
            pool.giveBack(used);
        }
    }

    private <T> T statement(Sql sql, Terms terms, Link.Work<T> work) throws GateException {
        if (!sql.reads() && terms.readOnly()) {
            throw new GateException(Errno.EPERM, "the plugin may only read");
        }
        if (failed) {
            throw new GateException(Errno.ECONFLICT, "a statement of the transaction failed; roll it back");
        }
        if (link == null) {
            start(terms, sql.reads() ? Mode.READ : Mode.WRITE);
        } else if (!transaction && !sql.reads()) {
            throw new GateException(Errno.EBUSY, "a cursor is open outside of a transaction; close it first");
        }
        return guarded(terms, connection -> {
            link.arm(terms.remaining());
            T result = work.on(connection);
            if (!transaction && cursors.isEmpty()) {
                link.commit();
            }
            return result;
        });
    }

    /** An error ends what the host began, as does the last cursor, and it makes a guest's transaction fail. */
    private <T> T guarded(Terms terms, Link.Work<T> work) throws GateException {
        boolean done = false;
        try {
            T result = link.within(terms.remaining(), work);
            done = true;
            return result;
        } finally {
            if (transaction) {
                failed |= !done;
            } else if (!done || cursors.isEmpty()) {
                close();
            }
        }
    }

    private void start(Terms terms, Mode mode) throws GateException {
        Link leased = pool.lease(terms.patience());
        boolean begun = false;
        try {
            leased.within(terms.remaining(), connection -> {
                leased.begin(mode, terms.readOnly(), terms.mostBytes(), terms.remaining());
                return null;
            });
            begun = true;
            link = leased;
        } finally {
            if (!begun) {
                pool.giveBack(leased);
            }
        }
    }

    private Cursor open(Sql sql, List<Object> parameters) throws SQLException, GateException {
        PreparedStatement prepared = prepared(sql, parameters);
        boolean open = false;
        try {
            Cursor cursor = new Cursor(link, limits, prepared);
            open = true;
            return cursor;
        } finally {
            if (!open) {
                prepared.close();
            }
        }
    }

    private PreparedStatement prepared(Sql sql, List<Object> parameters) throws SQLException {
        PreparedStatement prepared = link.prepare(sql.text());
        try {
            for (int i = 0; i < parameters.size(); i++) {
                link.bind(prepared, i + 1, parameters.get(i));
            }
            return prepared;
        } catch (SQLException refused) {
            prepared.close();
            throw refused;
        }
    }

    private void closeCursors() throws SQLException {
        for (Cursor cursor : cursors.values()) {
            cursor.close();
        }
        cursors.clear();
    }

    private Cursor cursor(int number) throws GateException {
        Cursor cursor = cursors.get(number);
        if (cursor == null) {
            throw new GateException(Errno.ENOENT, "no such cursor is open");
        }
        return cursor;
    }

    private void opened() throws GateException {
        if (!transaction) {
            throw new GateException(Errno.ENOENT, "no transaction is open");
        }
    }
}
