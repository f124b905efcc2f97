package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.postgres.internal.PostgresNode;
import dev.tollgate.store.sqlite.internal.SqliteFolder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The states of plugins against a model of them: seeded plans of everything that can be asked for, with crashes at any point at which a
 * node touches what outlasts it. {@code -Dmodel.runs} says how many plans, {@code -Dmodel.seed} the first one's seed.
 */
class StateModelTest {
    private static final Logger LOG = LoggerFactory.getLogger(StateModelTest.class);
    private static final long SEED = Long.getLong("model.seed", 1);
    private static final int ON_SQLITE = 20;
    private static final int ON_POSTGRES = 4;

    private final TurnedClock clock = new TurnedClock();

    @Test
    void pluginsOfOneNodeOnSqliteAreAlwaysAsTheModelSays(@TempDir Path folder) {
        AtomicReference<Path> current = new AtomicReference<>();
        int[] number = {0};
        Bed bed = new Bed(() -> current.set(folder.resolve("data" + ++number[0])), () -> SqliteFolder.open(current.get(), clock), 1, clock);
        counted("SQLite", bed.run(SEED, runs(ON_SQLITE)));
    }

    @Test
    void pluginsOfTwoNodesOnPostgresAreAlwaysAsTheModelSays() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").setServerConfig("fsync", "off").start()) {
            Bed bed = new Bed(() -> empty(server), () -> PostgresNode.open(server.getPort(), clock), 2, clock);
            counted("PostgreSQL", bed.run(SEED, runs(ON_POSTGRES)));
        }
    }

    private static void counted(String store, Bed.Count count) {
        LOG.info("{} from seed {}: {}", store, SEED, count);
        assertThat(count.steps()).isPositive();
    }

    private static int runs(int byDefault) {
        return Integer.getInteger("model.runs", byDefault);
    }

    private static void empty(EmbeddedPostgres server) {
        try (Connection administrator = server.getPostgresDatabase().getConnection(); Statement statement = administrator.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS tollgate CASCADE");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
