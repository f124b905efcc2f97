package dev.tollgate.deploy.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.InstallException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder with the files of a package. */
record PackageFolder(Path folder) implements DroppedPackage {
    static final String MANIFEST = "plugin.yaml";

    /** More than a package may have: what is read here is checked there. */
    private static final int MOST_FILES = 1_000;

    @Override
    public String name() {
        return folder.getFileName().toString();
    }

    @Override
    public Stamp stamp() throws IOException {
        return Stamp.of(files());
    }

    @Override
    public byte[] content() throws IOException, InstallException {
        TreeMap<String, byte[]> files = new TreeMap<>();
        long room = FileContent.MOST_BYTES;
        for (Path file : files()) {
            String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
            if (Files.isSymbolicLink(file)) {
                throw new InstallException("the folder's " + PlainText.of(name) + " is a symbolic link; a package holds files and folders");
            }
            byte[] content = FileContent.read(file, room);
            room -= content.length;
            files.put(name, content);
        }
        return Packing.zip(files);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !Files.isDirectory(file)).limit(MOST_FILES).sorted().toList();
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }
}
