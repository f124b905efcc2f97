package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the process can show: the limits under the flags of the start script. */
class ServerLimitsIT {
    private static final int JOBS = 20;

    @TempDir
    Path data;

    @Test
    void recursionIsEndedByTheNumberOfFramesAndNeverByTheJvmsStack() throws Exception {
        Path plugin = Files.write(data.resolve("deep.tgp"), TestPackage.enqueue("deep", "1.0.0").build());
        try (ServerProcess server = ServerProcess.ready(data.resolve("store"))) {
            server.type("tollgate:install " + plugin);
            server.type("tollgate:grant deep queue");
            server.type("tollgate:activate deep");
            server.await(line -> line.contains("is ACTIVE"));
            server.type("tollgate:enqueue deep recurse x " + JOBS);
            server.await(line -> line.startsWith(JOBS + " enqueued"));
            server.type("tollgate:enqueue deep noop x");
            for (int i = 0; i < 100 && dead(server) < JOBS; i++) {
                Thread.sleep(100);
            }
            assertThat(server.output().lines().filter(line -> line.contains("call depth limit: 1025 of 1024 frames"))).hasSize(JOBS);
        }
    }

    private static long dead(ServerProcess server) throws Exception {
        server.forget();
        server.type("tollgate:jobs dead");
        server.type("tollgate:counts");
        server.await(line -> line.startsWith("discarded"));
        return server.output().lines().filter(line -> line.contains("plugin:deep:recurse")).count();
    }
}
