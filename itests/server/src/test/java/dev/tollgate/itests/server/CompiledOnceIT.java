package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was compiled when a plugin was installed is there after a restart, unless somebody touched it. */
class CompiledOnceIT {
    @TempDir
    Path folder;

    @Test
    void aRestartedServerLoadsWhatItCompiledAndCompilesAnewWhatSomebodyChanged() throws Exception {
        Path plugin = Files.write(folder.resolve("echo.tgp"), TestPackage.of("echo-once", "1.0.0", "basic").filter("text", "echo").build());
        Path data = folder.resolve("data");
        try (ServerProcess server = ServerProcess.ready(data)) {
            server.type("tollgate:install " + plugin);
            server.await(line -> line.contains("installed echo-once"));
            assertThat(entries(data)).as("compiled before anybody activated it").hasSize(1);
            server.type("tollgate:activate echo-once");
            server.await(line -> line.contains("is ACTIVE"));
            works(server, "code      compiled, was compiled before");
            server.kill();
        }
        try (ServerProcess server = ServerProcess.ready(data)) {
            works(server, "code      compiled, was compiled before");
            server.kill();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("engine.key")))).isEqualTo("rw-------");
        Path entry = entries(data).get(0);
        byte[] bytes = Files.readAllBytes(entry);
        bytes[bytes.length / 2] ^= 1;
        Files.write(entry, bytes);
        try (ServerProcess server = ServerProcess.ready(data)) {
            works(server, "code      compiled, was compiled when it was loaded");
        }
    }

    private static void works(ServerProcess server, String code) throws Exception {
        server.type("tollgate:hooks filter text hello");
        server.await(line -> line.startsWith("echo-once") && line.contains("COMPLETED"));
        server.type("tollgate:show echo-once");
        server.await(line -> line.equals(code));
        server.forget();
    }

    private static List<Path> entries(Path data) throws Exception {
        try (Stream<Path> files = Files.list(data.resolve("compiled"))) {
            return files.toList();
        }
    }
}
