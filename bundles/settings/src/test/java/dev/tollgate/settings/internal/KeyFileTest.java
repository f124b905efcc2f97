package dev.tollgate.settings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key of secrets is made once, and nothing that people may still need is ever replaced. */
class KeyFileTest {
    private static final byte[] VALUE = {1, 2, 3};

    @TempDir
    Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("data").resolve("secrets.key");
    }

    @Test
    void itIsMadeWhereItIsNeededAndThenTheSame() throws Exception {
        byte[] sealed = keys().readOrMake().seal(VALUE, "image-tools", "token", new SecureRandom());

        assertThat(keys().read().open(sealed, "image-tools", "token")).isEqualTo(VALUE);
        assertThat(keys().readOrMake().open(sealed, "image-tools", "token")).isEqualTo(VALUE);
        assertThat(file).hasSize(32);
        try (Stream<Path> files = Files.list(file.getParent())) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void readingDoesNotMakeIt() {
        assertThatThrownBy(() -> keys().read()).isInstanceOf(KeyUnusableException.class)
                .hasMessage("the key file " + file + " is missing; put it back from a backup");
        assertThat(file).doesNotExist();
    }

    @Test
    void nobodyElseMayReadIt() throws Exception {
        assumePosix();
        keys().readOrMake();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw-----w-", "rw------x"})
    void oneThatIsOpenToOthersIsNotUsed(String permissions) throws Exception {
        assumePosix();
        keys().readOrMake();
        byte[] before = Files.readAllBytes(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> keys().readOrMake()).isInstanceOf(KeyUnusableException.class).hasMessageContaining("chmod 600");
        assertThatThrownBy(() -> keys().read()).isInstanceOf(KeyUnusableException.class).hasMessageContaining("chmod 600");
        assertThat(file).hasBinaryContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"r--------", "rw-r-----"})
    void oneThatAGroupMayReadIsUsed(String permissions) throws Exception {
        assumePosix();
        keys().readOrMake();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));

        keys().read();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void oneThatIsDamagedIsNeitherUsedNorReplaced(int size) throws Exception {
        keys().readOrMake();
        Files.write(file, new byte[size]);

        assertThatThrownBy(() -> keys().readOrMake()).isInstanceOf(KeyUnusableException.class).hasMessageContaining("is damaged");
        assertThat(file).hasBinaryContent(new byte[size]);
    }

    @Test
    void aFolderIsNoKey() throws Exception {
        Files.createDirectories(file);

        assertThatThrownBy(() -> keys().readOrMake()).isInstanceOf(KeyUnusableException.class).hasMessageContaining("is damaged");
    }

    @Test
    void whereItCannotBeMadeTheReasonIsSaid() throws Exception {
        Files.writeString(folder.resolve("data"), "a file, not a folder");

        assertThatThrownBy(() -> keys().readOrMake()).isInstanceOf(KeyUnusableException.class).hasMessageContaining("cannot be used")
                .hasMessageContaining("check that its folder is there");
    }

    private KeyFile keys() {
        return new KeyFile(file, new SecureRandom());
    }

    private void assumePosix() throws Exception {
        assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
    }
}
