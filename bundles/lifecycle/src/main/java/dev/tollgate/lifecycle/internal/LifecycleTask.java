package dev.tollgate.lifecycle.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PluginId;
import dev.tollgate.lifecycle.PluginState;
import dev.tollgate.lifecycle.spi.StoredPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is to be done to a plugin, as it stands in a job.
 *
 * @param plugin the version to activate, else the one that was current
 * @param move   where an activation goes; of no meaning for others
 * @param asked  what stood in the catalogue when it was asked for: what has become something else since is left alone
 * @param reason what to keep as the reason
 */
record LifecycleTask(Type type, PluginId plugin, Move move, Asked asked, Optional<String> reason, String by) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What can be done. */
    enum Type {
        ACTIVATE("plugin.activate"),
        DEACTIVATE("plugin.deactivate"),
        REMOVE("plugin.uninstall.cleanup");

        private final String job;

        Type(String job) {
            this.job = job;
        }

        /** The type of its job. */
        String job() {
            return job;
        }
    }

    /** Where an activation goes from the version that is current. */
    enum Move {
        /** To one that is not older. */
        FORWARD,
        /** To any, which somebody said is meant. */
        DOWNGRADE,
        /** To the one that was active before. */
        ROLLBACK
    }

    /** A row of the catalogue, as far as that tells it from those before and after it. */
    record Asked(PluginId current, PluginState state, long changedAt) {
        static Asked of(StoredPlugin row) {
            return new Asked(row.current(), row.state(), row.changedAt().toEpochMilli());
        }

        boolean is(StoredPlugin row) {
            return equals(of(row));
        }
    }

    static LifecycleTask activate(PluginId plugin, Move move, StoredPlugin row, String by) {
        return new LifecycleTask(Type.ACTIVATE, plugin, move, Asked.of(row), Optional.empty(), by);
    }

    static LifecycleTask deactivate(StoredPlugin row, Optional<String> reason, String by) {
        return new LifecycleTask(Type.DEACTIVATE, row.current(), Move.FORWARD, Asked.of(row), reason, by);
    }

    static LifecycleTask remove(StoredPlugin row, String by) {
        return new LifecycleTask(Type.REMOVE, row.current(), Move.FORWARD, Asked.of(row), Optional.empty(), by);
    }

    String slug() {
        return plugin.slug();
    }

    /**
     * Requests of one key want the same. An activation is asked for against what is there: what was meant to replace another
     * version does not stand for what is to replace this one.
     */
    String key() {
        String key = type.job() + ":" + plugin.version() + ":" + plugin.digest().hex();
        return type == Type.ACTIVATE ? key + ":" + asked.changedAt() + (move == Move.FORWARD ? "" : ":" + move) : key;
    }

    byte[] encode() {
        ObjectNode json = JSON.createObjectNode();
        name(json.putObject("plugin"), plugin);
        name(json.putObject("asked"), asked.current()).put("state", asked.state().name())
                .put("changed_at", Instant.ofEpochMilli(asked.changedAt()).toString());
        reason.ifPresent(text -> json.put("reason", text));
        if (move != Move.FORWARD) {
            json.put("move", move.name());
        }
        json.put("by", by);
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @throws IllegalArgumentException where it is none */
    static LifecycleTask decode(String job, byte[] payload) {
        Type type = Arrays.stream(Type.values()).filter(known -> known.job().equals(job)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no lifecycle task " + job));
        try {
            JsonNode json = JSON.readTree(payload);
            JsonNode asked = json.required("asked");
            return new LifecycleTask(type, id(json.required("plugin")), Move.valueOf(json.path("move").asText(Move.FORWARD.name())), new Asked(id(asked),
                    PluginState.valueOf(asked.required("state").textValue()),
                    Instant.parse(asked.required("changed_at").textValue()).toEpochMilli()),
                    Optional.ofNullable(json.path("reason").textValue()), json.required("by").textValue());
        } catch (IOException | RuntimeException malformed) {
            throw new IllegalArgumentException("the payload of the lifecycle task cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    private static ObjectNode name(ObjectNode json, PluginId id) {
        return json.put("slug", id.slug()).put("version", id.version()).put("digest", id.digest().hex());
    }

    private static PluginId id(JsonNode json) {
        return new PluginId(json.required("slug").textValue(), json.required("version").textValue(),
                new Digest(json.required("digest").textValue()));
    }
}
