package dev.tollgate.store.postgres.internal;

import dev.tollgate.store.contract.Stores;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;

/** The stores of one node, as the component makes them. */
final class TestNode implements AutoCloseable {
    final Database database;
    final PostgresJobStore jobs;
    final PostgresScheduleStore schedules;
    private final Nodes nodes;

    /** @param clock instead of the database's */
    TestNode(PostgresSettings settings, Clock clock) throws SQLException {
        this(Database.open(settings), clock);
    }

    TestNode(PostgresSettings settings) throws SQLException {
        this(Database.open(settings), null);
    }

    private TestNode(Database database, Clock clock) {
        this.database = database;
        Nodes all = Nodes.of(database);
        this.nodes = new Nodes(all.announcer(), all.watch(), Duration.ofMillis(50));
        this.jobs = clock == null ? new PostgresJobStore(database, nodes) : new PostgresJobStore(database, nodes, clock);
        this.schedules = new PostgresScheduleStore(database, nodes, jobs.clock());
    }

    Stores stores() {
        return new Stores(jobs, schedules);
    }

    @Override
    public void close() {
        jobs.close();
        nodes.close();
        database.close();
    }
}
