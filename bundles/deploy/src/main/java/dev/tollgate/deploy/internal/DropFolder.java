package dev.tollgate.deploy.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The folder that plugins are dropped into. What begins with a dot is of somebody who is still writing. */
record DropFolder(Path path) {
    private static final String BUNDLE = "META-INF/MANIFEST.MF";
    private static final String JARRED = ".jar";

    /** What lies there that is a plugin, by name; empty where the folder cannot be read, which says nothing about files. */
    Optional<SortedMap<String, DroppedPackage>> list() {
        SortedMap<String, DroppedPackage> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                dropped(file).ifPresent(dropped -> found.put(dropped.name(), dropped));
            }
            return Optional.of(found);
        } catch (IOException | DirectoryIteratorException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<DroppedPackage> dropped(Path file) {
        String name = file.getFileName().toString();
        if (name.startsWith(".")) {
            return Optional.empty();
        }
        if (Files.isDirectory(file)) {
            return isPackage(file) ? Optional.of(new PackageFolder(file)) : Optional.empty();
        }
        // By name alone: a link whose end is away for a while is no file that was deleted.
        if (name.endsWith(PackageFile.SUFFIX)) {
            return Optional.of(new PackageFile(file));
        }
        return name.endsWith(ModuleFile.SUFFIX) ? Optional.of(new ModuleFile(file)) : Optional.empty();
    }

    /** Whether a file that the server offers is a plugin here, or a part of one, and nobody else should look at it. */
    boolean takes(File offered) {
        Path file = offered.toPath().toAbsolutePath();
        String name = file.getFileName().toString();
        if (!isHere(file.getParent())) {
            // A folder is offered as a jar that was made of it somewhere else.
            return name.endsWith(JARRED) && isPackage(path.resolve(name.substring(0, name.length() - JARRED.length())));
        }
        return name.endsWith(PackageFile.SUFFIX) || name.endsWith(ModuleFile.SUFFIX) || isManifest(name);
    }

    private boolean isHere(Path folder) {
        try {
            return folder != null && Files.isSameFile(folder, path);
        } catch (IOException nowhere) {
            return false;
        }
    }

    private boolean isManifest(String name) {
        if (!name.endsWith(ModuleFile.MANIFEST_SUFFIX)) {
            return false;
        }
        String stem = name.substring(0, name.length() - ModuleFile.MANIFEST_SUFFIX.length());
        return name.equals(ModuleFile.SHARED_MANIFEST) || Files.exists(path.resolve(stem + ModuleFile.SUFFIX));
    }

    private static boolean isPackage(Path folder) {
        return Files.isRegularFile(folder.resolve(PackageFolder.MANIFEST)) && !Files.exists(folder.resolve(BUNDLE));
    }
}
