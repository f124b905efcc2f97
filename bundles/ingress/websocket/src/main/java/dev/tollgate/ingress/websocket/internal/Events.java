package dev.tollgate.ingress.websocket.internal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.lifecycle.ingress.IngressEvent;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The events of one attempt to be connected. Each has an id of its own, which no other attempt of any node repeats. */
final class Events {
    private final Terms terms;
    private final Time time;
    private final String attempt;
    private long sequence;

    /** @param attempt at random, so that a restarted node does not count where it did before */
    Events(Terms terms, Time time, long attempt) {
        this.terms = terms;
        this.time = time;
        this.attempt = HexFormat.of().toHexDigits(attempt);
    }

    Optional<IngressEvent> open(String subprotocol) {
        ObjectNode payload = payload();
        if (!subprotocol.isEmpty()) {
            payload.put("subprotocol", subprotocol);
        }
        return event(terms.kinds().open(), payload);
    }

    Optional<IngressEvent> text(byte[] utf8) {
        return event(terms.kinds().text(), utf8);
    }

    /** @param reason made plain here: the server wrote it */
    Optional<IngressEvent> close(int code, String reason) {
        return event(terms.kinds().close(), payload().put("code", code).put("reason", Tally.plain(reason)));
    }

    Optional<IngressEvent> error(String message) {
        return event(terms.kinds().error(), payload().put("message", Tally.plain(message)));
    }

    private ObjectNode payload() {
        return JsonNodeFactory.instance.objectNode().put("connection", terms.name());
    }

    private Optional<IngressEvent> event(String kind, ObjectNode payload) {
        return event(kind, payload.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<IngressEvent> event(String kind, byte[] payload) {
        return kind.isBlank() ? Optional.empty() : Optional.of(IngressEvent.of(terms.slug(), "websocket:" + terms.name(), terms.ingress(), kind,
                payload, time.now()).correlated(terms.name() + ":" + attempt + ":" + ++sequence));
    }
}
