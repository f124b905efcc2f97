package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the process can show: the limits under the flags of the start script. */
class ServerLimitsIT {
    private static final int PLUGINS = 4;
    /** As many trips as a breaker bears. */
    private static final int JOBS = 5;

    @TempDir
    Path data;

    @Test
    void recursionIsEndedByTheNumberOfFramesAndNeverByTheJvmsStack() throws Exception {
        try (ServerProcess server = ServerProcess.ready(data.resolve("store"))) {
            for (int i = 0; i < PLUGINS; i++) {
                String slug = "deep-" + i;
                Path plugin = Files.write(data.resolve(slug + ".tgp"), TestPackage.enqueue(slug, "1.0.0").build());
                server.type("tollgate:install " + plugin);
                server.type("tollgate:grant " + slug + " queue");
                server.type("tollgate:activate " + slug);
                server.await(line -> line.startsWith(slug) && line.contains("is ACTIVE"));
                server.type("tollgate:jobs run " + slug + " recurse x --times " + JOBS);
                server.await(line -> line.startsWith(JOBS + " enqueued"));
                server.forget();
            }
            for (int i = 0; i < 100 && dead(server) < PLUGINS * JOBS; i++) {
                Thread.sleep(100);
            }
            assertThat(server.output().lines().filter(line -> line.contains("\"reason\" : \"call depth limit: 1025 of 1024 frames")))
                    .hasSize(PLUGINS * JOBS);
        }
    }

    private static long dead(ServerProcess server) throws Exception {
        server.forget();
        server.type("tollgate:jobs list --state dead --json");
        server.type("tollgate:jobs counts");
        server.await(line -> line.startsWith("discarded"));
        return server.output().lines().filter(line -> line.contains(":recurse")).count();
    }
}
