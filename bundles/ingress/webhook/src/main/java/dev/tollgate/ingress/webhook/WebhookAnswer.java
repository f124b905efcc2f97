package dev.tollgate.ingress.webhook;

import java.util.Map;
import java.util.Objects;

/**
 * An answer.
 *
 * @param status  of HTTP
 * @param headers by their names; the type of the body among them
 * @param body    a problem as of RFC 9457, or empty
 */
public record WebhookAnswer(int status, Map<String, String> headers, String body) {
    public WebhookAnswer {
        headers = Map.copyOf(headers);
        Objects.requireNonNull(body, "body");
    }
}
