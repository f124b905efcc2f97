package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.store.contract.chaos.History;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One node whose process is killed again and again, at random points; {@code -Dchaos.jobs=100000} is the long form. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChaosTest {
    private static final int JOBS = Integer.getInteger("chaos.jobs", 5_000);
    private static final int KILLS = Integer.getInteger("chaos.strikes", 8);

    @TempDir
    private Path folder;

    @Test
    void nothingIsLostAndNothingRunsTwiceAtATimeHoweverOftenTheProcessIsKilled() throws Exception {
        long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        Map<String, Long> killedAt = new HashMap<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            runFor(random.nextInt(2_000), "node" + kill, killedAt);
        }
        runToTheEnd("node" + (KILLS + 1), killedAt);

        History history = History.read(folder);
        System.out.println(history.executions() + " executions of " + history.acknowledged().size() + " jobs, " + history.fired() + " fire times");
        assertThat(history.acknowledged()).hasSize(JOBS);
        try (Database database = Database.open(folder)) {
            assertThat(undone(new SqliteJobStore(database, Clock.systemUTC()), history.acknowledged())).isEmpty();
        }
        assertThat(history.fired()).isPositive();
        assertThat(history.firedTwice()).isEmpty();
        assertThat(history.overlaps(killedAt)).isEmpty();
    }

    private void runFor(int millis, String name, Map<String, Long> killedAt) throws Exception {
        Process process = start(name);
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("up");
            Thread.sleep(millis);
            kill(process, name, killedAt);
        }
    }

    private void runToTheEnd(String name, Map<String, Long> killedAt) throws Exception {
        Process process = start(name);
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("up");
            assertThat(out.readLine()).isEqualTo("done");
            kill(process, name, killedAt);
        }
    }

    private Process start(String name) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), ChaosProcess.class.getName(), name,
                folder.toString(), Integer.toString(JOBS)).redirectError(folder.resolve(name + ".log").toFile()).start();
    }

    private static void kill(Process process, String name, Map<String, Long> killedAt) throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
        killedAt.put(name + ".journal", System.nanoTime());
    }

    private static List<JobId> undone(SqliteJobStore store, Set<JobId> ids) {
        List<JobId> undone = new ArrayList<>();
        List<JobId> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += JobFilter.MOST) {
            List<JobId> part = all.subList(from, Math.min(all.size(), from + JobFilter.MOST));
            List<JobId> done = store.get(part).stream().filter(job -> job.state() == JobState.DONE).map(job -> job.id()).toList();
            part.stream().filter(id -> !done.contains(id)).forEach(undone::add);
        }
        return undone;
    }
}
