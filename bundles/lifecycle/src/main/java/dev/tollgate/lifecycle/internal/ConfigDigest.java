package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;

/** Tells two configurations apart. */
final class ConfigDigest {
    /** Of a configuration that could not be read: no other has the same. */
    static final Digest UNREAD = Digest.of(new byte[] {1});

    private ConfigDigest() {
    }

    /** @param values what is set; neither a name nor JSON has a byte that is 0 */
    static Digest of(Map<String, JsonNode> values) {
        MessageDigest hash = Digest.sha256();
        new TreeMap<>(values).forEach((name, value) -> {
            add(hash, name);
            add(hash, value.toString());
        });
        return Digest.of(hash);
    }

    private static void add(MessageDigest hash, String text) {
        hash.update(text.getBytes(StandardCharsets.UTF_8));
        hash.update((byte) 0);
    }
}
