package dev.tollgate.launcher;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code tollgate}. */
@Command(
        name = "tollgate",
        description = "Starts a Tollgate server: a host for untrusted WebAssembly plugins.",
        sortOptions = false,
        versionProvider = Version.class,
        footer = {"", "Commands are read from standard input: type help.",
            "Configuration is in etc/, one file per component; more JVM options go into TOLLGATE_OPTS."})
final class TollgateCommand implements Callable<Integer> {

    /** What the command line starts. */
    @FunctionalInterface
    interface Start {
        int run(StartOptions options) throws Exception;
    }

    private final Start start;

    @Option(names = "--data", paramLabel = "DIR",
            description = "Folder for everything that the server keeps (default: data, in the distribution's folder).")
    private Path data;

    @Option(names = "--demo", description = "Install the example plugin and show it at work.")
    private boolean demo;

    @Option(names = "--once", description = "Like --demo, then stop the server; exits with the demonstration's code.")
    private boolean once;

    @Option(names = "--no-shell", description = "Do not read commands from standard input.")
    private boolean noShell;

    @Option(names = "--help", usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Show the version and exit.")
    private boolean version;

    private TollgateCommand(Start start) {
        this.start = start;
    }

    /** A parser that runs {@code start} with what it read; wrong options and {@link StartFailure}s become a line and an exit code. */
    static CommandLine line(Start start) {
        return new CommandLine(new TollgateCommand(start)).setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof StartFailure known) {
                known.print(line.getErr());
                return known.exitCode();
            }
            failure.printStackTrace(line.getErr());
            return StartFailure.NOT_READY;
        });
    }

    @Override
    public Integer call() throws Exception {
        if (data != null && data.toString().isEmpty()) {
            throw new StartFailure(StartFailure.USAGE, "--data needs the name of a folder");
        }
        return start.run(new StartOptions(Optional.ofNullable(data), demo || once, once, !noShell && !once));
    }
}
