package dev.tollgate.packaging;

import java.nio.file.FileSystemException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands, and how they fail: with what is wrong and without where in the code. */
@Command(name = "tollgate-package", description = "Makes keys, and signs and verifies plugin packages (.tgp).", mixinStandardHelpOptions = true,
        subcommands = {Keygen.class, Sign.class, Verify.class, ShowDigest.class}, exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:not done, or a signature is missing", "2:not understood"})
public final class PackageTool {
    public static void main(String[] arguments) {
        System.exit(commands().execute(arguments));
    }

    static CommandLine commands() {
        return new CommandLine(new PackageTool()).setExecutionExceptionHandler((failure, command, arguments) -> {
            String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
            command.getErr().println(command.getColorScheme().errorText(failure instanceof FileSystemException
                    ? failure.getClass().getSimpleName() + ": " + reason : reason));
            return CommandLine.ExitCode.SOFTWARE;
        });
    }
}
