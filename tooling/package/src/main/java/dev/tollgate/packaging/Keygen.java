package dev.tollgate.packaging;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "keygen", description = "Makes a key. Keep the file to yourself; give the line that is printed to operators.", mixinStandardHelpOptions = true)
final class Keygen implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "Where the private key goes; a file that is there is not replaced.")
    private Path file;

    @Option(names = "--publisher", defaultValue = "publisher", description = "The name in the line for operators (default: ${DEFAULT-VALUE}).")
    private String publisher;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        KeyFile key = KeyFile.generate();
        key.create(file);
        command.commandLine().getOut().println(publisher + " = " + key.publicKey().text());
        command.commandLine().getOut().println("fingerprint: " + key.publicKey().fingerprint());
        return 0;
    }
}
