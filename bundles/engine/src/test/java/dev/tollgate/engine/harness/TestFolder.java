package dev.tollgate.engine.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Folders of test material that is not ours to deliver. They lie beside the repository, or where a system property says. */
public final class TestFolder {
    private TestFolder() {
    }

    /** The folder that {@code property} names, else {@code beside} next to the repository's root, if there is one. */
    public static Optional<Path> find(String property, String beside) {
        String named = System.getProperty(property);
        Path folder = named != null ? Path.of(named) : bundle().resolve("../../..").resolve(beside).normalize();
        if (named != null && !Files.isDirectory(folder)) {
            throw new IllegalArgumentException("-D" + property + " names no folder: " + folder);
        }
        return Optional.of(folder).filter(Files::isDirectory);
    }

    /** Where this build may write. */
    public static Path target() {
        return bundle().resolve("target");
    }

    private static Path bundle() {
        return Path.of(System.getProperty("basedir", ".")).toAbsolutePath().normalize();
    }
}
