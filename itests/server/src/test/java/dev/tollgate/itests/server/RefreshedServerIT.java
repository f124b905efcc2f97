package dev.tollgate.itests.server;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundle that all others are wired to is refreshed in a server that runs. */
class RefreshedServerIT {
    private static final Pattern ABI = Pattern.compile("^ *([0-9]+)\\|.*Tollgate abi .*");

    @TempDir
    Path data;

    @Test
    void a60ARefreshThatTakesTheWholeHostWithItBringsItBackWithItsPlugins() throws Exception {
        Path plugin = Files.write(data.resolve("echo.tgp"), TestPackage.of("echo", "1.0.0", "basic").filter("text", "echo").build());
        try (ServerProcess server = ServerProcess.ready(data.resolve("store"))) {
            server.type("tollgate:install " + plugin);
            server.type("tollgate:activate echo");
            server.await(line -> line.contains("is ACTIVE"));
            server.type("felix:lb Tollgate");
            Matcher abi = ABI.matcher(server.await(line -> ABI.matcher(line).matches()));
            abi.matches();
            for (int i = 0; i < 3; i++) {
                server.forget();
                server.type("felix:refresh " + abi.group(1));
                called(server);
            }
        }
    }

    /** Commands come one after another with the bundles that have them. */
    private static void called(ServerProcess server) throws Exception {
        for (int i = 0; i < 600; i++) {
            server.type("tollgate:hooks filter text hello");
            Thread.sleep(100);
            if (server.output().lines().anyMatch(line -> line.startsWith("echo") && line.contains("COMPLETED"))) {
                return;
            }
        }
        throw new AssertionError("the plugin is not called any more; the server said:\n" + server.output());
    }
}
