package dev.tollgate.capability.db.internal.migration;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.abi.Digest;
import java.nio.charset.StandardCharsets;

/**
 * A migration that is applied.
 *
 * @param name   such as {@code 001-create.sql}
 * @param sha256 of the file as it was when it was applied
 * @param undo   the script that takes it back, or null
 */
record Migration(@JsonProperty("name") String name, @JsonProperty("sha256") String sha256, @JsonProperty("undo") String undo) {
    /** @param script what the package has; its statements are not kept */
    static Migration of(String name, String script, String undo) {
        return new Migration(name, Digest.of(script.getBytes(StandardCharsets.UTF_8)).hex(), undo);
    }
}
