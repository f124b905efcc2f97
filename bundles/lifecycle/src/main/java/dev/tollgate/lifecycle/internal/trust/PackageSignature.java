package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.abi.Digest;
import java.util.Arrays;
import java.util.Objects;

/**
 * A signature as it stands in a package, which says nothing before a trusted key was asked.
 *
 * @param key       the fingerprint of the key that it is said to be made with
 * @param signature 64 bytes
 */
public record PackageSignature(Digest key, byte[] signature) {
    static final int BYTES = 64;

    public PackageSignature {
        Objects.requireNonNull(key, "key");
        if (signature.length != BYTES) {
            throw new IllegalArgumentException("a signature of Ed25519 has " + BYTES + " bytes, not " + signature.length);
        }
        signature = signature.clone();
    }

    @Override
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PackageSignature same && key.equals(same.key) && Arrays.equals(signature, same.signature);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(signature);
    }
}
