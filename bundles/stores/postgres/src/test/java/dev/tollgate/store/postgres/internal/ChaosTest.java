package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.internal.Doorbell;
import dev.tollgate.jobs.internal.StoredQueue;
import dev.tollgate.store.contract.chaos.ChaosEnqueuers;
import dev.tollgate.store.contract.chaos.ChaosNode;
import dev.tollgate.store.contract.chaos.History;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes on one database, jobs of 50 groups and singleton schedules, while nodes are killed, stopped for longer than their
 * leases, and the database crashes. {@code -Dchaos.jobs=100000} is the long form.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChaosTest {
    private static final int JOBS = Integer.getInteger("chaos.jobs", 5_000);
    private static final int LEAST_STRIKES = Integer.getInteger("chaos.strikes", 6);
    private static final int NODES = 3;

    /** Every change of a job's row, in the order of the changes of each job. */
    private static final String AUDIT = """
            CREATE SCHEMA chaos;
            CREATE TABLE chaos.effect (job TEXT PRIMARY KEY, token BIGINT NOT NULL);
            CREATE TABLE chaos.change (seq BIGINT GENERATED ALWAYS AS IDENTITY, id UUID, old_state TEXT, old_token BIGINT,
                old_worker TEXT, old_lease BIGINT, old_attempts INTEGER, state TEXT, token BIGINT, worker TEXT, lease BIGINT, at BIGINT);
            CREATE FUNCTION chaos.note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                INSERT INTO chaos.change (id, old_state, old_token, old_worker, old_lease, old_attempts, state, token, worker, lease, at)
                VALUES (NEW.id, OLD.state, OLD.token, OLD.worker, OLD.lease_until, OLD.attempts, NEW.state, NEW.token, NEW.worker, NEW.lease_until,
                        extract(epoch from clock_timestamp()) * 1000);
                RETURN NULL;
            END $$;
            CREATE TRIGGER note AFTER UPDATE ON tollgate.job FOR EACH ROW EXECUTE FUNCTION chaos.note()""";
    /** A claim of what is claimed, or of a token that was used. */
    private static final String TWO_LEASES = """
            SELECT count(*) FROM chaos.change WHERE state = 'RUNNING'
            AND NOT (old_state = 'QUEUED' AND token > old_token)
            AND NOT (old_state = 'RUNNING' AND token = old_token AND worker = old_worker)""";
    private static final String SAME_TOKEN_TWICE = """
            SELECT count(*) FROM (SELECT id, token FROM chaos.change WHERE state = 'RUNNING' AND old_state = 'QUEUED'
                                  GROUP BY id, token HAVING count(*) > 1) again""";
    /** Taken away, by a reclaim that says so in the run log, before the lease had ended; half a second is the clocks' due. */
    private static final String TAKEN_TOO_EARLY = """
            SELECT count(*) FROM chaos.change c WHERE old_state = 'RUNNING' AND state = 'QUEUED' AND at + 500 < old_lease
            AND EXISTS (SELECT FROM tollgate.job_run r WHERE r.job = c.id AND r.node = c.old_worker AND r.attempt = c.old_attempts
                        AND abs(r.ended_at - c.at) < 100 AND r.error LIKE 'its worker''s lease ended%')""";
    private static final String EFFECT_AFTER_THE_END = """
            SELECT count(*) FROM chaos.effect e JOIN tollgate.job j ON j.id = e.job::uuid WHERE j.state = 'DONE' AND e.token <> j.token""";
    private static final String DONE_WITHOUT_EFFECT = """
            SELECT count(*) FROM tollgate.job j WHERE state = 'DONE' AND NOT EXISTS (SELECT FROM chaos.effect e WHERE e.job::uuid = j.id)""";

    private enum Strike { STOP, CRASH, KILL }

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingRunsTwiceAtATimeWhateverHappensToNodesAndDatabase() throws Exception {
        long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (ChaosServer server = new ChaosServer(folder.resolve("data")); Database database = Database.open(server.settings());
                Nodes told = Nodes.of(database); PostgresJobStore store = new PostgresJobStore(database, told)) {
            run(server, AUDIT);
            new PostgresScheduleStore(database, told).declare("metronome", ChaosNode.schedules(), Instant.now());
            ChaosNodes nodes = new ChaosNodes(NODES, server.port(), folder);
            try (nodes) {
                ChaosEnqueuers enqueuers = new ChaosEnqueuers("enqueuers", new StoredQueue(store, new Doorbell(), new SecureRandom()), JOBS, folder);
                // One of each at least.
                List<Strike> next = new ArrayList<>(List.of(Strike.values()));
                for (int strikes = 0; strikes < LEAST_STRIKES || !enqueuers.done(); strikes++) {
                    next.add(Strike.values()[random.nextInt(Strike.values().length)]);
                    Thread.sleep(300 + random.nextInt(1_200));
                    strike(next.remove(0), random, server, nodes);
                }
                while (!enqueuers.allRan(store)) {
                    Thread.sleep(200);
                }
            }
            History history = History.read(folder);
            System.out.println(history.executions() + " executions of " + history.acknowledged().size() + " jobs, " + history.fired() + " fire times");

            assertThat(history.acknowledged()).hasSize(JOBS);
            assertThat(ask(server, "SELECT count(*) FROM tollgate.job WHERE type = 'work' AND state = 'DONE'")).isEqualTo(JOBS);
            assertThat(ask(server, TWO_LEASES)).as("claims of what was claimed").isZero();
            assertThat(ask(server, SAME_TOKEN_TWICE)).as("claims under one token").isZero();
            assertThat(ask(server, TAKEN_TOO_EARLY)).as("live leases that were taken away").isZero();
            assertThat(ask(server, EFFECT_AFTER_THE_END)).as("effects of others than the execution that counts").isZero();
            assertThat(ask(server, DONE_WITHOUT_EFFECT)).as("jobs that are done and had no effect").isZero();
            assertThat(history.fired()).isPositive();
            assertThat(history.firedTwice()).isEmpty();
            assertThat(history.overlaps(nodes.killedAt())).isEmpty();
        }
    }

    private static void strike(Strike strike, Random random, ChaosServer server, ChaosNodes nodes) throws Exception {
        int which = random.nextInt(NODES);
        switch (strike) {
            case KILL -> nodes.killAndReplace(which);
            case STOP -> {
                nodes.stop(which);
                Thread.sleep(ChaosNode.lease().toMillis() + 500 + random.nextInt(2_000));
                nodes.goOn(which);
            }
            case CRASH -> server.crashAndStart();
        }
    }

    private static void run(ChaosServer server, String sql) throws SQLException {
        try (Connection administrator = server.connect()) {
            new Session(administrator).script(sql);
        }
    }

    private static long ask(ChaosServer server, String sql) throws SQLException {
        try (Connection administrator = server.connect()) {
            return new Session(administrator).first(sql, row -> row.large(1)).orElseThrow();
        }
    }
}
