package dev.tollgate.engine.internal.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only this host knows: 32 random bytes in a file that its user alone may read. By it the host tells what it wrote itself from
 * what somebody else left in its cache.
 */
public final class HostKey {
    private static final Logger LOG = LoggerFactory.getLogger(HostKey.class);
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);

    private final SecretKeySpec secret;

    HostKey(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The key in this file; one that is missing, damaged or open to others is replaced, and with it goes what was sealed by it. */
    public static HostKey open(Path file, SecureRandom random) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == BYTES && secret(file)) {
                return new HostKey(Files.readAllBytes(file));
            }
            LOG.warn("{} is damaged or can be read by others: it is replaced, and everything is compiled anew", file);
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        write(file, bytes);
        return new HostKey(bytes);
    }

    /** A temporary file is its owner's alone from the beginning, and after the move the key is there as a whole. */
    private static void write(Path file, byte[] bytes) throws IOException {
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName().toString(), ".tmp");
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(bytes));
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean secret(Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        return view == null || OWNERS.containsAll(view.readAttributes().permissions());
    }

    /** The code that authenticates these bytes. */
    byte[] authenticate(byte[] bytes, int from, int to) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            mac.update(bytes, from, to - from);
            return mac.doFinal();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, absent);
        }
    }
}
