package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while events of a durable service wait loses none that it accepted. */
class KilledServiceIT {
    private static final int EVENTS = 20;
    private static final int MOST_LOOKS = 1_200;

    @TempDir
    Path data;

    /** Its first version fails them, so all of them wait to be tried again when the server dies. */
    @Test
    void afterKillMinusNineEveryEventThatADurableServiceAcceptedIsDispatched() throws Exception {
        Path store = data.resolve("store");
        try (ServerProcess server = ServerProcess.ready(store)) {
            activate(server, ledger("1.0.0", "on_fail"));
            for (int i = 0; i < EVENTS; i++) {
                server.type("tollgate:events offer ledger event note 'event " + i + ".'");
            }
            until(server, () -> server.output().lines().filter("accepted"::equals).count() == EVENTS);
            server.kill();
        }
        try (ServerProcess server = ServerProcess.ready(store)) {
            until(server, () -> shown(server).contains("state     running"));
            assertThat(waiting(shown(server))).isEqualTo(EVENTS);
            activate(server, ledger("1.1.0", "on_event"));
            until(server, () -> waiting(shown(server)) == 0);
            assertThat(shown(server)).contains(IntStream.range(0, EVENTS).mapToObj(i -> "event " + i + ".").toList());
        }
    }

    private Path ledger(String version, String handler) throws Exception {
        return Files.write(data.resolve(version + ".tgp"), TestPackage.service("ledger", version).service("durable: true")
                .service("queue: " + EVENTS).ingress("event", handler, "max_retry: 25").build());
    }

    private static void activate(ServerProcess server, Path plugin) throws Exception {
        server.type("tollgate:install " + plugin);
        server.type("tollgate:grant ledger queue");
        server.type("tollgate:activate ledger");
        server.await(line -> line.contains("is ACTIVE"));
        until(server, () -> shown(server).contains("state     running"));
        server.forget();
    }

    private interface Look {
        boolean good() throws Exception;
    }

    private static void until(ServerProcess server, Look look) throws Exception {
        for (int i = 0; i < MOST_LOOKS; i++) {
            if (look.good()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("still not so; the server said:\n" + server.output());
    }

    /** Events are jobs, and there are no others. */
    private static int waiting(String shown) {
        return Pattern.compile("(?m)^(?:queued|running) +([0-9]+)").matcher(shown).results().mapToInt(state -> Integer.parseInt(state.group(1))).sum();
    }

    /** All that the shell shows of the service, as of one moment. */
    private static String shown(ServerProcess server) throws Exception {
        server.forget();
        server.type("tollgate:services status ledger");
        server.type("tollgate:jobs counts");
        server.await(line -> line.startsWith("discarded"));
        // What is longer than a line goes on in the next one.
        return server.output().replaceAll("\\n {5,}", " ");
    }
}
