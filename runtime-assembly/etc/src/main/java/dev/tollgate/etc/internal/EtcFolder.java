package dev.tollgate.etc.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.apache.felix.fileinstall.ArtifactInstaller;

/** The configuration files of ours in a folder, each of them read once unless it changes. */
final class EtcFolder {
    private static final String OURS = "dev.tollgate.*.cfg";

    private final Path folder;
    private final Iterable<ArtifactInstaller> installers;
    private final Map<Path, FileTime> read = new HashMap<>();

    /** @param installers of all kinds of files; the one that reads configuration is among them */
    EtcFolder(Path folder, Iterable<ArtifactInstaller> installers) {
        this.folder = folder;
        this.installers = installers;
    }

    /** Has FileInstall read what is new, as it will when it looks by itself; it then finds that nothing has changed. */
    synchronized void readWhatIsNew() throws Exception {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, OURS)) {
            for (Path file : files) {
                FileTime changed = Files.getLastModifiedTime(file);
                if (!changed.equals(read.get(file))) {
                    read(file.toFile());
                    read.put(file, changed);
                }
            }
        }
    }

    private void read(File file) throws Exception {
        for (ArtifactInstaller installer : installers) {
            if (installer.canHandle(file)) {
                installer.install(file);
                return;
            }
        }
        throw new IOException("nobody reads " + file.getName() + ": start the bundle org.apache.felix.fileinstall");
    }
}
