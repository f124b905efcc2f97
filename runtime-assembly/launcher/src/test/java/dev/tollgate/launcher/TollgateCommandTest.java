package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TollgateCommandTest {

    private final List<StartOptions> started = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutOptionsTheServerUsesItsOwnDataFolderAndReadsCommands() {
        assertThat(run(options -> 0)).isZero();
        assertThat(started).containsExactly(new StartOptions(Optional.empty(), false, false, true));
    }

    @Test
    void theDataFolderIsTakenFromTheCommandLine() {
        run(options -> 0, "--data", "/srv/x", "--no-shell");
        assertThat(started).containsExactly(new StartOptions(Optional.of(Path.of("/srv/x")), false, false, false));
    }

    @Test
    void theDemonstrationLeavesTheShellOpen() {
        run(options -> 0, "--demo");
        assertThat(started).containsExactly(new StartOptions(Optional.empty(), true, false, true));
    }

    @Test
    void onceShowsTheDemonstrationReadsNoCommandsAndExitsWithItsCode() {
        assertThat(run(options -> 7, "--once")).isEqualTo(7);
        assertThat(started).containsExactly(new StartOptions(Optional.empty(), true, true, false));
    }

    @Test
    void anUnknownOptionExitsWithTwoAndStartsNothing() {
        assertThat(run(options -> 0, "--dat", "x")).isEqualTo(2);
        assertThat(started).isEmpty();
        assertThat(err.toString()).contains("--dat").contains("--data");
    }

    @Test
    void helpAndVersionStartNothing() {
        assertThat(run(options -> 1, "--help")).isZero();
        assertThat(run(options -> 1, "--version")).isZero();
        assertThat(started).isEmpty();
        assertThat(out.toString()).contains("--once").contains("Tollgate (development)");
    }

    @Test
    void aFailedStartIsOneLineOnStandardErrorAndItsExitCode() {
        int exitCode = run(options -> {
            throw new StartFailure(StartFailure.USAGE, "the data folder is in use");
        });
        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("tollgate: the data folder is in use");
        assertThat(out.toString()).isEmpty();
    }

    private int run(TollgateCommand.Start start, String... arguments) {
        return TollgateCommand.line(options -> {
            started.add(options);
            return start.run(options);
        }).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
