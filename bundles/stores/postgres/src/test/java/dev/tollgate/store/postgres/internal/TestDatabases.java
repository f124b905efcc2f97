package dev.tollgate.store.postgres.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The connections of several nodes to one database. */
final class TestDatabases implements AutoCloseable {
    private final List<Database> nodes = new ArrayList<>();

    /** The first node's, to a database without tables. */
    Database empty() {
        try {
            TestServer.empty();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return another();
    }

    /** Another node's. */
    Database another() {
        try {
            Database node = Database.open(TestServer.settings());
            nodes.add(node);
            return node;
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Database::close);
    }
}
