package dev.tollgate.packaging;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.internal.trust.PackageSignature;
import dev.tollgate.lifecycle.internal.trust.SignedMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "sign", description = "Adds a signature to a package, beside those of other keys.", mixinStandardHelpOptions = true)
final class Sign implements Callable<Integer> {
    @Parameters(paramLabel = "PACKAGE", description = "The .tgp file.")
    private Path file;

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "The private key: a PEM file, as keygen makes it.")
    private Path key;

    @Option(names = "--output", paramLabel = "FILE", description = "Where the signed package goes; without it, it takes the place of the unsigned one.")
    private Path output;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        KeyFile signer = KeyFile.read(key);
        PackageFile unsigned = PackageFile.read(file);
        PluginId id = unsigned.read().id();
        List<PackageSignature> signatures = new ArrayList<>(unsigned.read().signatures());
        signatures.removeIf(other -> other.key().equals(signer.publicKey().fingerprint()));
        signatures.add(signer.sign(SignedMessage.of(id)));
        unsigned.signed(signatures).write(output == null ? file : output);
        command.commandLine().getOut().println(id.slug() + " " + id.version() + " " + id.digest() + " is signed with " + signer.publicKey().fingerprint());
        return 0;
    }
}
