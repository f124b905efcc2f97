package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of the distribution, as its configuration writes it. */
class LogFileIT {
    @TempDir
    Path data;

    @Test
    void aLineOfAnInvocationNamesItsPluginVersionAndRequestAndOthersDoNot() throws Exception {
        Path plugin = Files.write(data.resolve("loud.tgp"), TestPackage.of("loud", "1.2.0", "lines").asks("queue: {}").job("line", 0).build());
        try (ServerProcess server = ServerProcess.ready(data.resolve("store"))) {
            server.type("tollgate:install " + plugin);
            server.type("tollgate:grant loud queue");
            server.type("tollgate:activate loud");
            server.await(line -> line.startsWith("loud") && line.contains("is ACTIVE"));
            server.type("tollgate:jobs run loud line hello");
            for (int i = 0; i < 600 && lines().stream().noneMatch(line -> line.contains("[job_line ")); i++) {
                Thread.sleep(100);
            }
            assertThat(lines()).filteredOn(line -> line.contains("dev.tollgate.plugin.loud")).hasSize(1)
                    .allMatch(line -> line.matches(".* dev\\.tollgate\\.plugin\\.loud \\(loud 1\\.2\\.0 [0-9a-f]{16}\\): \\[job_line [0-9a-f]{16}\\] hello"));
            assertThat(lines()).filteredOn(line -> line.contains("was installed by")).hasSize(1).noneMatch(line -> line.contains("(loud"));
        }
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(data.resolve("store/log/tollgate.log"));
    }
}
