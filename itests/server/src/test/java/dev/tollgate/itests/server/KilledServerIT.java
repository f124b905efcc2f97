package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed with jobs queued and running loses none that it acknowledged. */
class KilledServerIT {
    private static final int JOBS = 1_000;
    /** The activation of the plugin is a job too. */
    private static final int ALL = JOBS + 1;

    @TempDir
    Path data;

    @Test
    void afterKillMinusNineEveryAcknowledgedJobRuns() throws Exception {
        Path plugin = Files.write(data.resolve("worker.tgp"), TestPackage.enqueue("worker", "1.0.0").build());
        Path store = data.resolve("store");
        try (ServerProcess server = ServerProcess.ready(store)) {
            server.type("tollgate:install " + plugin);
            server.type("tollgate:grant worker queue");
            server.type("tollgate:activate worker");
            server.await(line -> line.contains("is ACTIVE"));
            withdrawTheQueueGate(server);
            server.type("tollgate:jobs run worker echo body --times " + JOBS);
            server.await(line -> line.startsWith(JOBS + " enqueued"));
            Map<String, Integer> before = counts(server);
            assertThat(before.get("queued") + before.get("running")).as("none ran: they wait for the gate").isEqualTo(JOBS);
            server.kill();
        }
        try (ServerProcess server = ServerProcess.ready(store)) {
            for (int i = 0; i < 300 && counts(server).get("done") < ALL; i++) {
                Thread.sleep(100);
            }
            assertThat(counts(server)).isEqualTo(Map.of("queued", 0, "running", 0, "done", ALL, "dead", 0, "discarded", 0));
        }
    }

    /** So that jobs wait; for this run of the server only. */
    private static void withdrawTheQueueGate(ServerProcess server) throws Exception {
        server.type("lb -s | grep capability-queue");
        String line = server.await(candidate -> candidate.contains("dev.tollgate.capability-queue"));
        server.type("felix:stop -t " + line.split("\\|")[0].strip());
        server.type("tollgate:list");
        server.await(candidate -> candidate.startsWith("worker") && candidate.contains("WAITING"));
    }

    /** All states as of one moment: a job that waits for the gate is claimed and put back now and then. */
    private static Map<String, Integer> counts(ServerProcess server) throws Exception {
        server.forget();
        server.type("tollgate:jobs counts");
        server.await(line -> line.startsWith("discarded"));
        return server.output().lines().map(line -> line.trim().split(" +")).filter(line -> line.length == 2 && line[1].matches("[0-9]+"))
                .collect(Collectors.toMap(line -> line[0], line -> Integer.valueOf(line[1])));
    }
}
