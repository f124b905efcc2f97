package dev.tollgate.lifecycle.internal.trust;

import dev.tollgate.abi.PluginId;
import java.nio.charset.StandardCharsets;

/**
 * What a signature is over: four lines that say what this is, which plugin, which version, and the digest of everything in the package but its
 * signatures. None of them can contain a line end, so no two plugins have the same message.
 */
public final class SignedMessage {
    private static final String PURPOSE = "tollgate package signature v1";

    private SignedMessage() {
    }

    public static byte[] of(PluginId id) {
        return (PURPOSE + "\n" + id.slug() + "\n" + id.version() + "\n" + id.digest().hex() + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
