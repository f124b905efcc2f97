package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.kv.KvKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ends a process by SIGKILL while it writes values. */
@Timeout(120)
class KvCrashTest {
    @TempDir
    private Path folder;

    @RepeatedTest(3)
    void valuesThatWereAcknowledgedSurviveAKillAndWhatASpaceHoldsIsStillExact() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        int acknowledged = 20 + new Random(seed).nextInt(2_000);
        System.out.println("seed " + seed + ": killed after " + acknowledged + " acknowledgements");

        Map<String, Long> promised = promised(KilledHost.run(KvWritingHost.class, folder, acknowledged));

        try (Database database = Database.open(folder)) {
            SqliteKvStore store = new SqliteKvStore(database);
            long counted = KvWritingHost.number(store.get(KvWritingHost.ACCESS, KvWritingHost.COUNTER).orElseThrow());
            assertThat(promised.values()).allSatisfy(reached -> assertThat(reached).isLessThanOrEqualTo(counted));
            promised.forEach((key, reached) -> assertThat(store.get(KvWritingHost.ACCESS, new KvKey(key)).map(KvWritingHost::number))
                    .as(key).hasValueSatisfying(kept -> assertThat(kept).isGreaterThanOrEqualTo(reached)));
            assertThat(store.bytes(KvWritingHost.ACCESS)).isEqualTo(
                    number(database, "SELECT sum(max(64, length(key) + length(value))) FROM kv_entry"));
        }
    }

    /** By key, the last number that was acknowledged under it. */
    private static Map<String, Long> promised(List<String> lines) {
        Map<String, Long> promised = new HashMap<>();
        for (String line : lines) {
            if (line.endsWith(KilledHost.END)) {
                String[] parts = line.substring(0, line.length() - KilledHost.END.length()).split(" ");
                promised.merge(parts[1], Long.valueOf(parts[0]), Math::max);
            }
        }
        return promised;
    }

    private static long number(Database database, String sql) throws SQLException {
        return database.read(session -> session.first(sql, row -> row.large(1))).orElseThrow();
    }
}
