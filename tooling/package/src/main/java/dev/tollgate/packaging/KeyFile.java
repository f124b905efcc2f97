package dev.tollgate.packaging;

import dev.tollgate.lifecycle.internal.trust.Ed25519Key;
import dev.tollgate.lifecycle.internal.trust.PackageSignature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key of Ed25519 as it stands in a PEM file (PKCS #8), which OpenSSL reads and writes too. */
record KeyFile(PrivateKey key, Ed25519Key publicKey) {
    private static final Pattern PEM = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
    private static final String OWNER_ONLY = "rw-------";

    static KeyFile generate() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(Ed25519Key.ALGORITHM).generateKeyPair();
        return new KeyFile(pair.getPrivate(), Ed25519Key.of(pair.getPublic()));
    }

    static KeyFile read(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = PEM.matcher(Files.readString(file));
        if (!pem.matches()) {
            throw new IllegalArgumentException(file + " has no private key; expected is a PEM file that begins with -----BEGIN PRIVATE KEY-----");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
        PrivateKey key = KeyFactory.getInstance(Ed25519Key.ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        KeyFile read = new KeyFile(key, publicKey(key));
        byte[] probe = file.toString().getBytes(StandardCharsets.UTF_8);
        if (!read.publicKey.signed(probe, read.signature(probe))) {
            throw new IllegalStateException("this Java platform does not say which public key belongs to that of " + file + "; use another one");
        }
        return read;
    }

    /** Nobody else reads it, and none that is there is lost. */
    void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createFile(file, posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY))}
                : new FileAttribute<?>[0]);
        Files.writeString(file, "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n-----END PRIVATE KEY-----\n");
    }

    PackageSignature sign(byte[] message) throws GeneralSecurityException {
        return new PackageSignature(publicKey.fingerprint(), signature(message));
    }

    private byte[] signature(byte[] message) throws GeneralSecurityException {
        Signature signing = Signature.getInstance(Ed25519Key.ALGORITHM);
        signing.initSign(key);
        signing.update(message);
        return signing.sign();
    }

    /** A pair is made of 32 bytes of randomness, which are the private key (RFC 8032, 5.1.5): given those, it is made again. */
    private static Ed25519Key publicKey(PrivateKey key) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow();
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(Ed25519Key.ALGORITHM);
        pairs.initialize(NamedParameterSpec.ED25519, new Given(seed));
        return Ed25519Key.of(pairs.generateKeyPair().getPublic());
    }

    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Given(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] asked) {
            System.arraycopy(bytes, 0, asked, 0, asked.length);
        }
    }
}
