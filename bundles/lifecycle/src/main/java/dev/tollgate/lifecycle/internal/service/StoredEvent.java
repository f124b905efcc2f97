package dev.tollgate.lifecycle.internal.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * A durable event, as it stands in the store.
 *
 * @param key names it for who waits for its end
 */
record StoredEvent(String key, IngressEvent event) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    byte[] encode() {
        ObjectNode json = JSON.createObjectNode().put("key", key).put("slug", event.slug()).put("source", event.source())
                .put("ingress", event.ingress()).put("kind", event.kind()).put("payload", event.payload())
                .put("created_at", event.createdAt().toString()).put("attempt", event.attempt());
        event.correlationId().ifPresent(id -> json.put("correlation_id", id));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** @throws IllegalArgumentException when it is nothing of the kind */
    static StoredEvent decode(byte[] bytes) {
        try {
            JsonNode json = JSON.readTree(bytes);
            IngressEvent event = new IngressEvent(text(json, "slug"), text(json, "source"), text(json, "ingress"), text(json, "kind"),
                    json.path("payload").binaryValue(), Instant.parse(text(json, "created_at")), json.path("attempt").asInt(),
                    Optional.ofNullable(json.path("correlation_id").textValue()));
            if (event.payload() == null) {
                throw new IllegalArgumentException("the event has no payload");
            }
            return new StoredEvent(text(json, "key"), event);
        } catch (IOException | DateTimeException malformed) {
            throw new IllegalArgumentException("what is stored is not an event", malformed);
        }
    }

    private static String text(JsonNode json, String field) {
        String text = json.path(field).textValue();
        if (text == null) {
            throw new IllegalArgumentException("the event has no " + field);
        }
        return text;
    }

    /** As it is at this execution of its job. */
    IngressEvent at(int execution) {
        return new IngressEvent(event.slug(), event.source(), event.ingress(), event.kind(), event.payload(), event.createdAt(),
                event.attempt() + execution - 1, event.correlationId());
    }

    /** As if it had never been tried. */
    StoredEvent afresh() {
        return new StoredEvent(key, new IngressEvent(event.slug(), event.source(), event.ingress(), event.kind(), event.payload(),
                event.createdAt(), 1, event.correlationId()));
    }
}
