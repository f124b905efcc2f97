package dev.tollgate.settings.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file with the key of secrets. What is there is never replaced: a key that is damaged or open to others may be the only one that
 * opens what was sealed, so people decide about it.
 */
final class KeyFile {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    /** A group may read, because keys that are handed to a service are often root's and its group's. */
    private static final Set<PosixFilePermission> ALLOWED = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.GROUP_READ);

    private final Path file;
    private final SecureRandom random;

    KeyFile(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    Path path() {
        return file;
    }

    SecretsKey read() throws KeyUnusableException {
        try {
            return bytes();
        } catch (NoSuchFileException absent) {
            throw KeyUnusableException.missing(file);
        } catch (IOException failed) {
            throw KeyUnusableException.failed(file, failed);
        }
    }

    /** The key, which is made where there is no file. */
    synchronized SecretsKey readOrMake() throws KeyUnusableException {
        try {
            return bytes();
        } catch (NoSuchFileException absent) {
            return make();
        } catch (IOException failed) {
            throw KeyUnusableException.failed(file, failed);
        }
    }

    private SecretsKey bytes() throws IOException, KeyUnusableException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile() || attributes.size() != SecretsKey.BYTES) {
            throw KeyUnusableException.damaged(file);
        }
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !ALLOWED.containsAll(view.readAttributes().permissions())) {
            throw KeyUnusableException.open(file);
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            if (bytes.length != SecretsKey.BYTES) {
                throw KeyUnusableException.damaged(file);
            }
            return new SecretsKey(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private SecretsKey make() throws KeyUnusableException {
        byte[] bytes = new byte[SecretsKey.BYTES];
        random.nextBytes(bytes);
        try {
            write(bytes);
            LOG.info("made {}, the key of all secrets: back it up, nobody can read them without it", file);
            return new SecretsKey(bytes);
        } catch (IOException failed) {
            throw KeyUnusableException.failed(file, failed);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** A temporary file is its owner's alone from the beginning; after the move the key is there as a whole, and stays when the power fails. */
    private void write(byte[] bytes) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".tmp");
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(bytes));
            out.force(true);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
            try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                entries.force(true);
            }
        }
    }
}
