package dev.tollgate.itests.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as far as it is the distribution's. */
class DemonstrationIT {
    @TempDir
    Path data;

    @Test
    void theDemonstrationShowsEveryStepAndASecondStartFindsEverythingAsItWas() throws Exception {
        try (ServerProcess first = ServerProcess.start("--data", data.toString(), "--demo", "--once")) {
            assertThat(first.exitCode()).as(first.output()).isZero();
            assertThat(first.output()).contains("installed         text-tools 1.0.0", "asks for          queue (required, undecided, provided)",
                    "granted           queue to text-tools 1.0.0", "activated         text-tools 1.0.0", "is ACTIVE",
                    "filter the_content", "text-tools.on_content COMPLETED", "enqueued          4 jobs through the queue gate",
                    "job done          plugin:text-tools:summarize", "job done          plugin:checksum:digest", "\"fuel\":",
                    "events            3 of 3 accepted", "says of itself    3 in all; in this instance: refs/heads/main 2 refs/heads/next 1",
                    "reloaded          push-counter 1.1.0", "rolled back       push-counter 1.0.0", "filter push_total unknown, 0 listening",
                    "every step came out as it should");
        }
        try (ServerProcess second = ServerProcess.start("--data", data.toString(), "--demo", "--once")) {
            assertThat(second.exitCode()).as(second.output()).isZero();
            assertThat(second.output()).contains("found as it was   text-tools 1.0.0", "found as it was   checksum 1.0.0",
                    "found as it was   push-counter 1.0.0",
                    "every step came out as it should").doesNotContain("installed  ", "granted  ");
        }
    }

    @Test
    void afterTheDemonstrationTheServerStaysUpAndSigtermDrainsAndStopsIt() throws Exception {
        try (ServerProcess server = ServerProcess.start("--data", data.toString(), "--demo")) {
            server.await(line -> line.contains("every step came out as it should"));
            server.type("tollgate:list");
            server.await(line -> line.startsWith("text-tools") && line.contains("ACTIVE"));
            server.stop();
            server.exitCode();
            assertThat(server.output()).contains("stopping", "stopped");
        }
    }

    @Test
    void helpNamesEveryOptionAndAnUnknownOneIsRefused() throws Exception {
        try (ServerProcess help = ServerProcess.start("--help")) {
            assertThat(help.exitCode()).isZero();
            assertThat(help.output()).contains("--data", "--demo", "--once", "--no-shell");
        }
        try (ServerProcess unknown = ServerProcess.start("--port", "80")) {
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.output()).contains("--port");
        }
    }
}
