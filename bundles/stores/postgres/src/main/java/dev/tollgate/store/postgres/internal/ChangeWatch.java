package dev.tollgate.store.postgres.internal;

import dev.tollgate.lifecycle.spi.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows the number of the last change of some rows, on a connection of its own. Notifications only end the waiting: each look asks
 * for the number, so that one that was lost costs time and nothing else.
 */
abstract class ChangeWatch<T> {
    private final Line line;
    private final String table;
    private final String what;
    private final Work<List<T>> rows;
    private OptionalLong seen = OptionalLong.empty();

    /**
     * @param table has the number of the last change, in its one row
     * @param what  are read, as messages name them
     */
    ChangeWatch(Database database, String channel, String table, String what, Work<List<T>> rows) {
        this.line = new Line(database, channel);
        this.table = table;
        this.what = what;
        this.rows = rows;
    }

    /** @throws StoreException when the store does not say; it can be asked again */
    public Optional<List<T>> changed() {
        try {
            if (line.open()) {
                // Another server may have taken over meanwhile, with other changes under the same numbers.
                seen = OptionalLong.empty();
            }
            Session session = line.session();
            long number = session.first("SELECT number FROM " + table, row -> row.large(1))
                    .orElseThrow(() -> new SQLException(table + " has no row"));
            if (seen.isPresent() && seen.getAsLong() == number) {
                return Optional.empty();
            }
            List<T> all = rows.in(session);
            seen = OptionalLong.of(number);
            return Optional.of(all);
        } catch (SQLException failed) {
            line.drop();
            throw new StoreException("the store could not read " + what + ": " + failed.getMessage(), failed);
        }
    }

    public void await(Duration atMost) {
        line.await(atMost);
    }

    public void close() {
        line.close();
    }
}
