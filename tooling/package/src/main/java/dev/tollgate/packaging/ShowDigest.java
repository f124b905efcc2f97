package dev.tollgate.packaging;

import dev.tollgate.abi.PluginId;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "digest", description = "Prints a package's slug, version and digest: what is signed, and what revoked.digests takes.", mixinStandardHelpOptions = true)
final class ShowDigest implements Callable<Integer> {
    @Parameters(paramLabel = "PACKAGE", description = "The .tgp file.")
    private Path file;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        PluginId id = PackageFile.read(file).read().id();
        command.commandLine().getOut().println(id.slug() + " " + id.version() + " " + id.digest());
        return 0;
    }
}
