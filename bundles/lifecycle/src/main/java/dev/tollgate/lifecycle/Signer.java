package dev.tollgate.lifecycle;

import dev.tollgate.abi.Digest;
import java.util.Objects;

/**
 * Whose key signed a package.
 *
 * @param publisher the name under which the operator trusts the key
 * @param key       SHA-256 of the raw public key (Ed25519, 32 bytes)
 */
public record Signer(String publisher, Digest key) {
    public Signer {
        Objects.requireNonNull(publisher, "publisher");
        Objects.requireNonNull(key, "key");
    }
}
