package dev.tollgate.packaging;

import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.internal.trust.Ed25519Key;
import dev.tollgate.lifecycle.internal.trust.PackageSignature;
import dev.tollgate.lifecycle.internal.trust.SignedMessage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "verify", description = "Says which of these keys a package is signed with. It fails where it is signed with none, or a signature is not valid.",
        mixinStandardHelpOptions = true)
final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "PACKAGE", description = "The .tgp file.")
    private Path file;

    @Option(names = "--key", required = true, paramLabel = "KEY", description = "A public key in base64, as keygen prints it; several are given one by one.")
    private List<String> keys;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws Exception {
        List<Ed25519Key> trusted = keys.stream().map(Ed25519Key::of).toList();
        PackageFile signed = PackageFile.read(file);
        PluginId id = signed.read().id();
        PrintWriter out = command.commandLine().getOut();
        out.println(id.slug() + " " + id.version() + " " + id.digest());
        int valid = 0;
        boolean invalid = false;
        for (PackageSignature signature : signed.read().signatures()) {
            Optional<Ed25519Key> key = trusted.stream().filter(one -> one.fingerprint().equals(signature.key())).findFirst();
            boolean holds = key.filter(one -> one.signed(SignedMessage.of(id), signature.signature())).isPresent();
            valid += holds ? 1 : 0;
            invalid |= key.isPresent() && !holds;
            out.println(signature.key() + (holds ? " valid" : key.isPresent() ? " NOT VALID" : " not checked, its key was not given"));
        }
        if (valid == 0) {
            out.println("signed with none of these keys");
        }
        return valid > 0 && !invalid ? 0 : 1;
    }
}
