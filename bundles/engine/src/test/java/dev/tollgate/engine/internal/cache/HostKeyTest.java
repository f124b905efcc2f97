package dev.tollgate.engine.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host's key is made once, and is its user's alone. */
class HostKeyTest {
    private static final byte[] TEXT = {1, 2, 3};

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("engine.key");
    }

    @Test
    void itIsMadeOnceAndThenTheSame() throws Exception {
        byte[] first = authentication();
        assertThat(authentication()).isEqualTo(first);
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void nobodyElseMayReadIt() throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        authentication();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void oneThatOthersCouldReadIsReplaced() throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
        byte[] first = authentication();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(authentication()).isNotEqualTo(first);
        nobodyElseMayReadIt();
    }

    @Test
    void oneThatIsDamagedIsReplaced() throws Exception {
        byte[] first = authentication();
        Files.write(file, new byte[] {1});
        byte[] second = authentication();
        assertThat(second).isNotEqualTo(first).isEqualTo(authentication());
    }

    @Test
    void aLinkToAFileOfSomebodyElsesIsReplaced() throws Exception {
        Path known = Files.write(folder.resolve("known"), new byte[32]);
        Files.createSymbolicLink(file, known);
        authentication();
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(known).hasBinaryContent(new byte[32]);
    }

    private byte[] authentication() throws Exception {
        return HostKey.open(file, new SecureRandom()).authenticate(TEXT, 0, TEXT.length);
    }
}
