package dev.tollgate.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.guests.TestPackage;
import dev.tollgate.lifecycle.internal.PackageReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PackageToolTest {
    private static final String JAR = "java -jar tollgate-package.jar ";

    @TempDir
    private Path folder;
    private Path plugin;
    private StringWriter out;

    @BeforeEach
    void aPackage() throws IOException {
        plugin = Files.write(folder.resolve("probe.tgp"), TestPackage.of("probe", "1.0.0", "basic").filter("a", "echo").build());
    }

    @Test
    void whatIsSignedIsValidForItsKeyAndForNoOther() throws Exception {
        String acme = keygen("acme");
        String other = keygen("other");
        byte[] unsigned = Files.readAllBytes(plugin);
        assertThat(run("verify", "--key", acme, plugin)).isEqualTo(1);
        assertThat(out.toString()).contains("signed with none of these keys");
        assertThat(run("sign", "--key", folder.resolve("acme.key"), plugin)).isZero();
        assertThat(run("verify", "--key", acme, plugin)).isZero();
        assertThat(out.toString()).contains("probe 1.0.0 ").contains(" valid");
        assertThat(run("verify", "--key", other, plugin)).isEqualTo(1);
        assertThat(out.toString()).contains("not checked, its key was not given");
        assertThat(new PackageReader().read(Files.readAllBytes(plugin)).id()).isEqualTo(new PackageReader().read(unsigned).id());

        assertThat(run("sign", "--key", folder.resolve("other.key"), "--output", folder.resolve("both.tgp"), plugin)).isZero();
        assertThat(run("verify", "--key", other, "--key", acme, folder.resolve("both.tgp"))).isZero();
        assertThat(run("sign", "--key", folder.resolve("other.key"), folder.resolve("both.tgp"))).as("again").isZero();
        assertThat(new PackageReader().read(Files.readAllBytes(folder.resolve("both.tgp"))).signatures()).hasSize(2);
        try (var files = Files.list(folder)) {
            assertThat(files).as("no parts are left").hasSize(4);
        }
    }

    @Test
    void a17ASignatureOfAnotherPackageIsNotValid() throws Exception {
        String acme = keygen("acme");
        run("sign", "--key", folder.resolve("acme.key"), plugin);
        byte[] next = TestPackage.of("probe", "1.0.1", "basic").filter("a", "echo").build();
        Files.write(plugin, new PackageFile(next, new PackageReader().read(next)).signed(PackageFile.read(plugin).read().signatures()).content());
        assertThat(run("verify", "--key", acme, plugin)).isEqualTo(1);
        assertThat(out.toString()).contains("NOT VALID");
    }

    @Test
    void aKeyIsForItsOwnerAndIsNotReplaced() throws Exception {
        keygen("acme");
        Path key = folder.resolve("acme.key");
        if (Files.getFileStore(key).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key))).isEqualTo("rw-------");
        }
        byte[] before = Files.readAllBytes(key);
        assertThat(run("keygen", key)).isEqualTo(1);
        assertThat(Files.readAllBytes(key)).isEqualTo(before);
    }

    @Test
    void theDigestIsPrintedAsItIsRevoked() throws Exception {
        assertThat(run("digest", plugin)).isZero();
        assertThat(out.toString().strip()).isEqualTo("probe 1.0.0 " + new PackageReader().read(Files.readAllBytes(plugin)).id().digest().hex());
    }

    @Test
    void whatCannotBeReadSaysWhyAndChangesNothing() throws Exception {
        keygen("acme");
        Files.writeString(plugin, "no zip");
        assertThat(run("sign", "--key", folder.resolve("acme.key"), plugin)).isEqualTo(1);
        assertThat(out.toString()).contains("the package is no readable zip").doesNotContain("\tat ");
        assertThat(Files.readString(plugin)).isEqualTo("no zip");
        assertThat(run("sign", "--key", plugin, plugin)).isEqualTo(1);
        assertThat(out.toString()).contains("has no private key");
        assertThat(run("verify", plugin)).as("without a key").isEqualTo(2);
        assertThat(run("digest", folder.resolve("none.tgp"))).isEqualTo(1);
        assertThat(out.toString()).contains("NoSuchFileException");
    }

    @Test
    void theCommandsOfTheDocumentationWork() throws Exception {
        List<String> commands = Files.readAllLines(Path.of("../../docs/SIGNING.md")).stream().filter(line -> line.startsWith(JAR)).toList();
        assertThat(commands).hasSize(3);
        for (String command : commands) {
            String here = command.substring(JAR.length()).replaceAll("(acme.key|probe.tgp)", Matcher.quoteReplacement(folder.toString() + "/") + "$1");
            assertThat(run((Object[]) here.split(" "))).as(command).isZero();
        }
        assertThat(PackageFile.read(plugin).read().signatures()).hasSize(1);
    }

    private String keygen(String publisher) {
        assertThat(run("keygen", "--publisher", publisher, folder.resolve(publisher + ".key"))).isZero();
        String line = out.toString().lines().findFirst().orElseThrow();
        assertThat(line).startsWith(publisher + " = ");
        return line.substring(publisher.length() + 3);
    }

    private int run(Object... arguments) {
        out = new StringWriter();
        CommandLine commands = PackageTool.commands().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(out, true));
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return commands.execute(words);
    }
}
