package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed follows what became of its files meanwhile. */
class KilledDeployIT {
    private static final int MOST_LOOKS = 1_200;
    private static final Path FILE = ServerProcess.home().resolve("deploy").resolve("dropped.tgp");

    @TempDir
    Path data;

    @AfterEach
    void tidy() throws Exception {
        Files.deleteIfExists(FILE);
    }

    @Test
    void afterKillMinusNineAFileIsWhatItWasOrWhatItBecameOrGoneWithItsPlugin() throws Exception {
        try (ServerProcess server = ServerProcess.ready(data)) {
            drop("1.0.0");
            until(server, "tollgate:list", "dropped", "1.0.0", "INSTALLED");
            server.kill();
        }
        try (ServerProcess server = ServerProcess.ready(data)) {
            server.type("tollgate:grant dropped queue");
            until(server, "tollgate:list", "dropped", "1.0.0", "ACTIVE");
            server.kill();
        }
        drop("1.1.0");
        try (ServerProcess server = ServerProcess.ready(data)) {
            until(server, "tollgate:list", "dropped", "1.1.0", "ACTIVE");
            server.forget();
            server.type("tollgate:history dropped");
            server.type("tollgate:history nobody");
            server.await(line -> line.contains("no plugin nobody"));
            assertThat(server.output().lines().filter(line -> has(line, "installed", "1.0.0"))).as("nothing was done twice").hasSize(1);
            server.kill();
        }
        Files.delete(FILE);
        try (ServerProcess server = ServerProcess.ready(data)) {
            until(server, "tollgate:history dropped", "removed", "1.1.0");
            server.forget();
            server.type("tollgate:list");
            server.await(line -> line.contains("no plugin is installed"));
        }
    }

    private static void drop(String version) throws Exception {
        Path part = FILE.resolveSibling(".dropped.part");
        Files.write(part, TestPackage.enqueue("dropped", version).build());
        Files.move(part, FILE, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Asks until one line has all of this. */
    private static void until(ServerProcess server, String command, String... words) throws Exception {
        for (int i = 0; i < MOST_LOOKS; i++) {
            server.type(command);
            Thread.sleep(100);
            if (server.output().lines().anyMatch(line -> has(line, words))) {
                return;
            }
        }
        throw new AssertionError("still not so; the server said:\n" + server.output());
    }

    private static boolean has(String line, String... words) {
        return Stream.of(words).allMatch(word -> line.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)));
    }
}
