package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.abi.Digest;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key of Ed25519 (RFC 8032).
 *
 * @param fingerprint SHA-256 of its 32 bytes
 */
public record Ed25519Key(Digest fingerprint, PublicKey key) {
    public static final String ALGORITHM = "Ed25519";

    private static final int RAW_BYTES = 32;
    /** What stands before the 32 bytes in their X.509 form (RFC 8410). */
    private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    /**
     * @param base64 of the 32 bytes, or of their X.509 form, which is what stands in a PEM file
     * @throws IllegalArgumentException where it is no key, or one that signatures mean nothing of
     */
    public static Ed25519Key of(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException("the key is not base64", malformed);
        }
        byte[] raw = Arrays.copyOfRange(bytes, Math.max(0, bytes.length - RAW_BYTES), bytes.length);
        boolean x509 = bytes.length == X509.length + RAW_BYTES && Arrays.equals(bytes, 0, X509.length, X509, 0, X509.length);
        if (bytes.length != RAW_BYTES && !x509) {
            throw new IllegalArgumentException("the key is none of Ed25519: 32 bytes are expected, or the 44 of their X.509 form");
        }
        if (CurvePoint.of(raw).ofSmallOrder()) {
            throw new IllegalArgumentException("the key is of small order: anybody can sign anything for it");
        }
        return new Ed25519Key(Digest.of(raw), decode(raw));
    }

    /** The same for a key that was made here. */
    public static Ed25519Key of(PublicKey key) {
        return of(Base64.getEncoder().encodeToString(key.getEncoded()));
    }

    /** The X.509 form in base64. */
    public String text() {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    /** Whether whoever has the private key signed this message. */
    public boolean signed(byte[] message, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(message);
            return check.verify(signature);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform from 15 has " + ALGORITHM, absent);
        }
    }

    private static PublicKey decode(byte[] raw) {
        byte[] encoded = Arrays.copyOf(X509, X509.length + RAW_BYTES);
        System.arraycopy(raw, 0, encoded, X509.length, RAW_BYTES);
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("a point of the curve is a key", impossible);
        }
    }
}
