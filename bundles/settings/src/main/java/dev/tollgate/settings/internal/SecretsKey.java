package dev.tollgate.settings.internal;

import dev.tollgate.abi.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets with AES-256 in Galois/Counter Mode (NIST SP 800-38D), each under 96 random bits of its own. Whose secret it is, and its
 * name, are authenticated with it: a row that was moved to another plugin or name does not open. A sealed value begins with the
 * format's number and with a mark of its key, so that a wrong key is told from a damaged value:
 * format (1), mark (8), nonce (12), ciphertext and tag (16).
 */
final class SecretsKey {
    static final int BYTES = 32;

    private static final byte FORMAT = 1;
    private static final int MARK = 8;
    private static final int HEADER = 1 + MARK;
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final SecretKeySpec key;
    private final byte[] header;

    /** @param bytes are copied */
    SecretsKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "AES");
        this.header = new byte[HEADER];
        MessageDigest hash = Digest.sha256();
        hash.update("mark of a key of Tollgate secrets".getBytes(StandardCharsets.UTF_8));
        header[0] = FORMAT;
        System.arraycopy(hash.digest(bytes), 0, header, 1, MARK);
    }

    byte[] seal(byte[] value, String slug, String name, SecureRandom random) {
        byte[] sealed = Arrays.copyOf(header, HEADER + NONCE + value.length + TAG);
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        System.arraycopy(nonce, 0, sealed, HEADER, NONCE);
        try {
            cipher(Cipher.ENCRYPT_MODE, nonce, slug, name).doFinal(value, 0, value.length, sealed, HEADER + NONCE);
            return sealed;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES-GCM", impossible);
        }
    }

    /** Whether a value was sealed with this key. */
    boolean sealed(byte[] sealed) {
        return sealed.length > HEADER && Arrays.equals(sealed, 0, HEADER, header, 0, HEADER);
    }

    /** @throws AEADBadTagException when it was changed, or belongs to another plugin or name */
    byte[] open(byte[] sealed, String slug, String name) throws AEADBadTagException {
        if (sealed.length < HEADER + NONCE + TAG) {
            throw new AEADBadTagException("it is cut off");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, HEADER, HEADER + NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, slug, name).doFinal(sealed, HEADER + NONCE, sealed.length - HEADER - NONCE);
        } catch (AEADBadTagException refused) {
            throw refused;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has AES-GCM", impossible);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String slug, String name) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(header);
        // Neither a slug nor a name has a line end, so that no two pairs read alike.
        cipher.updateAAD((slug + "\n" + name).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
