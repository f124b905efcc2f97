package dev.tollgate.etc.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcFolderTest {
    private static final String KV = "dev.tollgate.kv.cfg";

    @TempDir
    Path folder;
    private final List<String> read = new ArrayList<>();

    @Test
    void aFileOfOursIsReadOnceByTheInstallerOfItsKind() throws Exception {
        Files.createFile(folder.resolve(KV));
        Files.createFile(folder.resolve("org.example.cfg"));
        EtcFolder etc = new EtcFolder(folder, List.of(new Installer(".kar"), new Installer(".cfg")));
        etc.readWhatIsNew();
        etc.readWhatIsNew();
        assertThat(read).containsExactly(KV);
    }

    @Test
    void aFileThatCameLaterOrChangedIsRead() throws Exception {
        EtcFolder etc = new EtcFolder(folder, List.of(new Installer(".cfg")));
        etc.readWhatIsNew();
        Path file = Files.createFile(folder.resolve(KV));
        etc.readWhatIsNew();
        Files.setLastModifiedTime(file, FileTime.fromMillis(1));
        etc.readWhatIsNew();
        assertThat(read).containsExactly(KV, KV);
    }

    @Test
    void aFileThatNobodyReadsIsToldAndTriedAgain() throws Exception {
        Files.createFile(folder.resolve(KV));
        List<ArtifactInstaller> installers = new ArrayList<>();
        EtcFolder etc = new EtcFolder(folder, installers);
        assertThatThrownBy(etc::readWhatIsNew).hasMessageContaining(KV).hasMessageContaining("org.apache.felix.fileinstall");
        installers.add(new Installer(".cfg"));
        etc.readWhatIsNew();
        assertThat(read).containsExactly(KV);
    }

    private final class Installer implements ArtifactInstaller {
        private final String ending;

        Installer(String ending) {
            this.ending = ending;
        }

        @Override
        public boolean canHandle(File file) {
            return file.getName().endsWith(ending);
        }

        @Override
        public void install(File file) {
            read.add(file.getName());
        }

        @Override
        public void update(File file) {
            throw new AssertionError(file);
        }

        @Override
        public void uninstall(File file) {
            throw new AssertionError(file);
        }
    }
}
