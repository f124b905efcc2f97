package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.abi.PluginId;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.List;

/** Somebody who signs packages. */
public record Publisher(String name, KeyPair keys) {
    public static Publisher named(String name) {
        try {
            return new Publisher(name, KeyPairGenerator.getInstance(Ed25519Key.ALGORITHM).generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Ed25519Key key() {
        return Ed25519Key.of(keys.getPublic());
    }

    /** The operator's line that trusts this one. */
    public String line() {
        return name + " = " + key().text();
    }

    public PackageSignature sign(PluginId id) {
        return sign(SignedMessage.of(id));
    }

    PackageSignature sign(byte[] message) {
        try {
            Signature signing = Signature.getInstance(Ed25519Key.ALGORITHM);
            signing.initSign(keys.getPrivate());
            signing.update(message);
            return new PackageSignature(key().fingerprint(), signing.sign());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The file with this signature. */
    public byte[] file(PluginId id) {
        return SignatureFile.write(List.of(sign(id)));
    }
}
