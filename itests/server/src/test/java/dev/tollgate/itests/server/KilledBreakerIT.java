package dev.tollgate.itests.server;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed does not forget what its plugins tripped over. */
class KilledBreakerIT {
    private static final int TRIPS = 6;

    @TempDir
    Path data;

    @Test
    void afterKillMinusNineThePluginWasStillDegradedAndItsTripsAreThere() throws Exception {
        Path plugin = Files.write(data.resolve("runaway.tgp"), TestPackage.of("runaway", "1.0.0", "runaway").filter("text", "loop")
                .server("fuel_per_invocation: 50000").build());
        Path store = data.resolve("store");
        try (ServerProcess server = ServerProcess.ready(store)) {
            server.type("tollgate:install " + plugin);
            server.type("tollgate:activate runaway");
            server.await(line -> line.contains("is ACTIVE"));
            for (int i = 0; i < TRIPS; i++) {
                server.type("tollgate:hooks filter text x");
                server.await(line -> line.startsWith("runaway") && line.contains("TRIPPED"));
                server.forget();
            }
            server.kill();
        }
        try (ServerProcess server = ServerProcess.ready(store)) {
            // The pause itself may be over by now: what is asked for is what lasts an hour.
            server.type("tollgate:show runaway");
            server.await(line -> line.contains("6 trips in all"));
            server.type("tollgate:trips runaway");
            server.await(line -> line.contains("fuel: ") && line.contains(" of 50000 units"));
            server.await(line -> line.strip().startsWith("at loop +0x"));
            server.type("tollgate:breaker reset runaway");
            server.await(line -> line.equals("runaway is reset; it is ACTIVE"));
            server.type("tollgate:breaker runaway");
            server.await(line -> line.contains("RESET") && line.contains("shell"));
        }
    }
}
