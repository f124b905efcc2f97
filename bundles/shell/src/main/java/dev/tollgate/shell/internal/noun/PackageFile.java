package dev.tollgate.shell.internal.noun;

import dev.tollgate.lifecycle.InstallException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package as it lies there, or one made of a folder's files. */
final class PackageFile {
    /** More than a package may have: what is read here is checked there. */
    private static final int MOST_BYTES = 51 << 20;
    private static final int MOST_FILES = 1_000;

    private PackageFile() {
    }

    static byte[] content(Path path) throws IOException, InstallException {
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw new InstallException(path + " is neither a file nor a folder");
        }
        if (Files.size(path) > MOST_BYTES) {
            throw new InstallException(path + " has " + Files.size(path) + " bytes; a package has at most " + MOST_BYTES);
        }
        return Files.readAllBytes(path);
    }

    private static byte[] folder(Path path) throws IOException, InstallException {
        if (!Files.isRegularFile(path.resolve("plugin.yaml"))) {
            throw new InstallException(path + " has no plugin.yaml");
        }
        var bytes = new ByteArrayOutputStream();
        try (var files = Files.walk(path); var zip = new ZipOutputStream(bytes)) {
            Map<String, Path> entries = new LinkedHashMap<>();
            files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).limit(MOST_FILES).sorted()
                    .forEach(file -> entries.put(path.relativize(file).toString().replace(path.getFileSystem().getSeparator(), "/"), file));
            for (Map.Entry<String, Path> entry : entries.entrySet()) {
                if (bytes.size() + Files.size(entry.getValue()) > MOST_BYTES) {
                    throw new InstallException(path + " holds more than the " + MOST_BYTES + " bytes that a package has at most");
                }
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                Files.copy(entry.getValue(), zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
