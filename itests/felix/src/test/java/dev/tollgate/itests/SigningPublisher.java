package dev.tollgate.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.guests.TestPackage;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** Somebody who signs packages as docs/SIGNING.md says, with nothing of the host. */
final class SigningPublisher {
    private static final int RAW_BYTES = 32;

    private final String name;
    private final KeyPair keys;

    SigningPublisher(String name) throws GeneralSecurityException {
        this.name = name;
        this.keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    }

    /** The operator's line that trusts this one. */
    String line() {
        return name + " = " + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    String fingerprint() {
        byte[] encoded = keys.getPublic().getEncoded();
        return Digest.of(Arrays.copyOfRange(encoded, encoded.length - RAW_BYTES, encoded.length)).hex();
    }

    /** @param id of the same package without a signature */
    byte[] signed(TestPackage unsigned, PluginId id) throws GeneralSecurityException {
        Signature signing = Signature.getInstance("Ed25519");
        signing.initSign(keys.getPrivate());
        signing.update(("tollgate package signature v1\n" + id.slug() + "\n" + id.version() + "\n" + id.digest().hex() + "\n").getBytes(UTF_8));
        String signature = Base64.getEncoder().encodeToString(signing.sign());
        return unsigned.file("plugin.sig", ("{\"signatures\": [{\"key\": \"" + fingerprint() + "\", \"signature\": \"" + signature + "\"}]}")
                .getBytes(UTF_8)).build();
    }
}
