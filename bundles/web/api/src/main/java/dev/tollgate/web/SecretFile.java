package dev.tollgate.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A file with secrets, a line each: the newest, and those that a sender may use still. It is read for each request, so that a changed file
 * takes effect with the next one.
 *
 * @param file absolute
 */
public record SecretFile(Path file) {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_SECRETS = 4;
    private static final int SHORTEST = 16;

    /** A group may read, because secrets that are handed to a service are often root's and its group's. */
    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ);

    /** @throws IllegalArgumentException if the path is not absolute */
    public SecretFile {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("'" + file + "' is not absolute; begin it with the root");
        }
    }

    /** The secrets, at least one. */
    public List<byte[]> read() throws SecretUnusableException {
        try {
            PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null && !ALLOWED.containsAll(view.readAttributes().permissions())) {
                throw new SecretUnusableException(file + " is open to others; make it its owner's alone (chmod 600)");
            }
            return secrets(bytes());
        } catch (IOException failed) {
            throw new SecretUnusableException(file + " cannot be read (" + failed.getClass().getSimpleName()
                    + "); check that it is there, and that the server may read it");
        }
    }

    private byte[] bytes() throws IOException, SecretUnusableException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new SecretUnusableException(file + " has more than " + MOST_BYTES + " bytes; it holds a secret and nothing else");
            }
            return bytes;
        }
    }

    private List<byte[]> secrets(byte[] bytes) throws SecretUnusableException {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || lines.size() > MOST_SECRETS || lines.stream().anyMatch(line -> line.length() < SHORTEST)) {
            throw new SecretUnusableException(file + " has to hold 1 to " + MOST_SECRETS + " secrets of " + SHORTEST
                    + " characters or more, a line each; make one with: openssl rand -hex 32");
        }
        return lines.stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
