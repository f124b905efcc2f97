package dev.tollgate.ingress.websocket;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The WebSocket connections of this node. */
@ProviderType
public interface WebSockets {
    /** Empty where none of this name is configured. */
    Optional<WebSocketView> get(String name);

    /** All of them, by name. */
    List<WebSocketView> list();
}
