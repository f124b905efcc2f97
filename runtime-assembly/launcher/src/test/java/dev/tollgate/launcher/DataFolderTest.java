package dev.tollgate.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path temp;

    @Test
    void aMissingFolderIsCreatedWithItsParents() throws Exception {
        Path wanted = temp.resolve("a/b");
        try (DataFolder data = DataFolder.open(wanted)) {
            assertThat(data.path()).isAbsolute().isDirectory();
            assertThat(data.frameworkCache()).hasParentRaw(data.path());
        }
    }

    // Not with permissions: a build that runs as root may write anywhere.
    @Test
    void aFolderThatCannotBeCreatedIsRefusedWithPlaceReasonAndWayOut() throws Exception {
        Path file = Files.createFile(temp.resolve("file"));
        StartFailure refusal = refusalOf(file.resolve("data"));
        assertThat(refusal.exitCode()).isEqualTo(2);
        assertThat(refusal).hasMessageContaining(file.resolve("data") + " cannot be created")
                .hasMessageContaining("directory").hasMessageContaining("--data");
    }

    @Test
    void aRegularFileIsNoDataFolder() throws Exception {
        assertThat(refusalOf(Files.createFile(temp.resolve("file")))).hasMessageContaining("a file of this name is in the way");
    }

    @Test
    void aFolderThatCannotBeWrittenIsRefused() throws Exception {
        Files.createDirectory(temp.resolve("server.lock"));
        assertThat(refusalOf(temp)).hasMessageContaining("cannot be written");
    }

    @Test
    void aSecondServerOnTheSameFolderIsRefusedUntilTheFirstHasEnded() throws Exception {
        try (DataFolder first = DataFolder.open(temp)) {
            assertThat(refusalOf(first.path())).hasMessage("data folder " + first.path()
                    + " is used by another Tollgate process: stop it or choose another folder with --data");
        }
        DataFolder.open(temp).close();
    }

    @Test
    void aFolderInUseByAnotherProcessIsRefusedAndFreeWhenThatIsKilled() throws Exception {
        Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp", System.getProperty("java.class.path"), Occupant.class.getName(), temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            assertThat(other.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo("occupied");
            assertThat(refusalOf(temp)).hasMessageContaining("another Tollgate process");
        } finally {
            other.destroyForcibly().waitFor();
        }
        DataFolder.open(temp).close();
    }

    private static StartFailure refusalOf(Path folder) {
        return catchThrowableOfType(StartFailure.class, () -> DataFolder.open(folder).close());
    }

    /** Another server, as far as the folder is concerned. */
    static final class Occupant {

        public static void main(String[] folder) throws Exception {
            try (DataFolder data = DataFolder.open(Path.of(folder[0]))) {
                System.out.println("occupied");
                System.in.read();
            }
        }
    }
}
