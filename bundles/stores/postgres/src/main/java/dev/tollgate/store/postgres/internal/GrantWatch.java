package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.grant.Grant;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Follows the number of the last decision, on a connection of its own. Notifications only end the waiting: each look asks for the
 * number, so that one that was lost costs time and nothing else.
 */
final class GrantWatch implements GrantStore.Watch {
    private static final String NUMBER = "SELECT number FROM tollgate.grant_change";

    private final Line line;
    private OptionalLong seen = OptionalLong.empty();

    GrantWatch(Database database) {
        this.line = new Line(database, PostgresGrantStore.CHANNEL);
    }

    @Override
    public Optional<List<Grant>> changed() {
        try {
            if (line.open()) {
                // Another server may have taken over meanwhile, with other decisions under the same numbers.
                seen = OptionalLong.empty();
            }
            Session session = line.session();
            long number = session.first(NUMBER, row -> row.large(1)).orElseThrow(() -> new SQLException("tollgate.grant_change has no row"));
            if (seen.isPresent() && seen.getAsLong() == number) {
                return Optional.empty();
            }
            List<Grant> all = PostgresGrantStore.all(session);
            seen = OptionalLong.of(number);
            return Optional.of(all);
        } catch (SQLException failed) {
            line.drop();
            throw new StoreException("the store could not read grants: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void await(Duration atMost) {
        line.await(atMost);
    }

    @Override
    public void close() {
        line.close();
    }
}
