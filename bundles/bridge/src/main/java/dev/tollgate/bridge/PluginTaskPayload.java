package dev.tollgate.bridge;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * What is stored of a plugin job, as JSON: for whom it is, down to the digest, and what the plugin itself said.
 *
 * @param type       the plugin's own name for this kind of job
 * @param enqueuedBy the handler, or the administrator, that enqueued it
 */
public record PluginTaskPayload(String slug, String version, String digest, String type, byte[] body,
        @JsonProperty("enqueued_by") String enqueuedBy) {
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    public PluginTaskPayload {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(enqueuedBy, "enqueuedBy");
        new PluginId(slug, version, new Digest(digest));
    }

    public static PluginTaskPayload of(PluginId plugin, String type, byte[] body, String enqueuedBy) {
        return new PluginTaskPayload(plugin.slug(), plugin.version(), plugin.digest().hex(), type, body, enqueuedBy);
    }

    /** @throws IllegalArgumentException when these bytes are no payload */
    public static PluginTaskPayload decode(byte[] bytes) {
        PluginTaskPayload payload;
        try {
            payload = JSON.readValue(bytes, PluginTaskPayload.class);
        } catch (IOException malformed) {
            payload = null;
        }
        if (payload == null) {
            // Without the cause: that quotes what it could not read, and what a plugin wrote is not for logs.
            throw new IllegalArgumentException("the job's payload is no plugin payload");
        }
        return payload;
    }

    public byte[] encode() {
        try {
            return JSON.writeValueAsBytes(this);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The plugin version that the job is for. */
    public PluginId plugin() {
        return new PluginId(slug, version, new Digest(digest));
    }

    /** The same job for another version of the plugin. */
    public PluginTaskPayload pinnedTo(PluginId other) {
        return of(other, type, body, enqueuedBy);
    }

    /** The job type that the job engine sees. */
    public String jobType() {
        return jobType(slug, type);
    }

    static String jobType(String slug, String type) {
        return "plugin:" + slug + ":" + type;
    }

    /** What the plugin said is nobody else's to read. */
    @Override
    public String toString() {
        return jobType() + " for " + version + ", " + body.length + " bytes, enqueued by " + enqueuedBy;
    }
}
