package dev.tollgate.ingress.websocket;

import java.time.Instant;
import java.util.Optional;

/**
 * A connection as an operator sees it.
 *
 * @param name    of its configuration, {@code dev.tollgate.websocket~NAME}
 * @param address scheme, host, port and path; no query, since it may hold a secret
 * @param slug    whose events it brings
 * @param ingress by which of the plugin's ingresses
 * @param since   when it came into this state
 * @param until   when it is tried again, where that is known
 * @param reason  why it waits, is refused or is being closed
 */
public record WebSocketView(String name, String address, String slug, String ingress, WebSocketState state, Instant since,
        Optional<Instant> until, Optional<String> reason, Optional<String> lastError, WebSocketCounters counters) {
}
