package dev.tollgate.bridge;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is stored of a plugin job, as JSON: for whom it is, down to the digest, and what the plugin itself said.
 *
 * @param type       the plugin's own name for this kind of job; of a scheduled one {@code schedule/<name>}, which no manifest can
 *                   declare a job type as
 * @param enqueuedBy the handler, or the administrator, that enqueued it
 * @param handler    the exported function that runs a scheduled job; empty for others, whose type says which
 * @param traceparent of W3C Trace Context, under which it was enqueued; empty where nobody traced
 */
public record PluginTaskPayload(String slug, String version, String digest, String type, byte[] body,
        @JsonProperty("enqueued_by") String enqueuedBy, @JsonInclude(JsonInclude.Include.NON_EMPTY) String handler,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String traceparent) {
    private static final String SCHEDULE = "schedule/";
    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final byte[] NOTHING = new byte[0];
    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    public PluginTaskPayload {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(enqueuedBy, "enqueuedBy");
        new PluginId(slug, version, new Digest(digest));
        handler = handler == null ? "" : handler;
        traceparent = traceparent == null ? "" : traceparent;
        if (!traceparent.isEmpty() && !TRACEPARENT.matcher(traceparent).matches()) {
            throw new IllegalArgumentException("a traceparent is of the shape of W3C Trace Context");
        }
        if (type.startsWith(SCHEDULE) == handler.isEmpty()) {
            throw new IllegalArgumentException("a scheduled job names its handler, and no other does");
        }
    }

    public static PluginTaskPayload of(PluginId plugin, String type, byte[] body, String enqueuedBy) {
        return new PluginTaskPayload(plugin.slug(), plugin.version(), plugin.digest().hex(), type, body, enqueuedBy, "", "");
    }

    /** A job of a schedule, as each of its fire times enqueues it. */
    public static PluginTaskPayload scheduled(PluginId plugin, String schedule, String handler) {
        return new PluginTaskPayload(plugin.slug(), plugin.version(), plugin.digest().hex(), SCHEDULE + schedule, NOTHING, "schedule", handler, "");
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
        return new PluginTaskPayload(other.slug(), other.version(), other.digest().hex(), type, body, enqueuedBy, handler, traceparent);
    }

    /** The same job, as part of a trace. */
    public PluginTaskPayload tracedBy(Optional<String> parent) {
        return new PluginTaskPayload(slug, version, digest, type, body, enqueuedBy, handler, parent.orElse(""));
    }

    /** The name of the schedule that it is of; empty for an enqueued job. */
    public Optional<String> schedule() {
        return type.startsWith(SCHEDULE) ? Optional.of(type.substring(SCHEDULE.length())) : Optional.empty();
    }

    /** The job type that the job engine sees. */
    public String jobType() {
        return jobType(slug, type);
    }

    static String jobType(String slug, String type) {
        return "plugin:" + slug + ":" + type;
    }

    /** The type as the plugin knows it, of one that the job engine sees; what is no type of the plugin's stays as it is. */
    public static String ownType(String slug, String jobType) {
        String own = jobType(slug, "");
        return jobType.startsWith(own) ? jobType.substring(own.length()) : jobType;
    }

    /** What the plugin said is nobody else's to read. */
    @Override
    public String toString() {
        return jobType() + " for " + version + ", " + body.length + " bytes, enqueued by " + enqueuedBy;
    }
}
