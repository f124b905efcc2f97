package dev.tollgate.examples.pushcounter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Holds the module that is checked in to its source. */
class RebuildTest {
    private static final Path MODULE = Path.of("src/main/c/plugin.wasm");

    /** Changes together with the module, so that neither changes unnoticed. */
    private static final String DIGEST = "04b52ac2f95bf5239c613a20a0974f5b9edfc6a163be9f5ff0b199a4f80f0ede";

    @Test
    void theModuleIsTheOneThatWasRecorded() throws IOException, GeneralSecurityException {
        var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(MODULE));

        assertThat(HexFormat.of().formatHex(digest)).isEqualTo(DIGEST);
    }

    @Test
    void theSourceCompilesToTheModuleByteForByte() throws IOException, InterruptedException {
        assumeTrue(outputOf("clang", "--version").contains("clang version 14."), "needs clang 14: other versions generate other code");
        assumeTrue(outputOf("wasm-ld", "--version").contains("LLD 14."), "needs the wasm-ld that belongs to clang 14");
        var rebuilt = Path.of("target/rebuilt.wasm").toAbsolutePath();
        Files.createDirectories(rebuilt.getParent());

        assertThat(outputOf("sh", "build.sh", rebuilt.toString())).isEmpty();

        assertThat(rebuilt).hasSameBinaryContentAs(MODULE);
    }

    /** What a command prints, errors included; nothing when there is no such command. */
    private static String outputOf(String... command) throws InterruptedException, IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException notInstalled) {
            return "";
        }
        var output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }
}
