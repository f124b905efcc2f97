package dev.tollgate.ingress.websocket.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator sets of all connections together. */
@ObjectClassDefinition(name = "Tollgate WebSocket connections", description = "How many there may be at a time.")
public @interface LimitSettings {
    String PID = "dev.tollgate.websockets";

    @AttributeDefinition(name = "Connections", description = "The most connections of this node.", min = "1", max = "10000")
    int connections_most() default 100;

    @AttributeDefinition(name = "Connections of a plugin", description = "The most connections of one plugin.", min = "1", max = "10000")
    int plugin_most() default 10;
}
