package dev.tollgate.ingress.websocket.internal;

import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What an operator sets of one connection. */
@Validated(by = Terms.Check.class, refused = Refused.OFF)
@ObjectClassDefinition(name = "Tollgate WebSocket connection",
        description = "A WebSocket server whose texts are events for a service plugin. The configuration's name is the connection's.")
public @interface ConnectionSettings {
    String PID = "dev.tollgate.websocket";

    @AttributeDefinition(name = "URI", description = "The server, such as wss://stream.example.com/v1/feed.")
    String uri();

    @AttributeDefinition(name = "Slug", description = "The plugin that the events are for, and that may send.")
    String slug();

    @AttributeDefinition(name = "Ingress", description = "By which of the ingresses that the plugin's manifest names.")
    String ingress();

    @AttributeDefinition(name = "Headers", required = false, type = AttributeType.PASSWORD,
            description = "Headers for the handshake, such as 'Origin: https://example.com'; several on lines of their own.")
    String[] headers() default {};

    @AttributeDefinition(name = "Headers from files", required = false,
            description = "Headers whose value is in a file, such as 'Authorization: /run/secrets/feed', read at every attempt;"
                    + " several on lines of their own.")
    String[] headers_files() default {};

    @AttributeDefinition(name = "Subprotocols", required = false, description = "Offered to the server, the best first, with commas between them.")
    String[] subprotocols() default {};

    @AttributeDefinition(name = "Kind of texts", description = "The kind of the event that a text becomes.")
    String kind_text() default "text";

    @AttributeDefinition(name = "Kind of openings", required = false, description = "Without a value there are no such events.")
    String kind_open() default "open";

    @AttributeDefinition(name = "Kind of closings", required = false, description = "Without a value there are no such events.")
    String kind_close() default "close";

    @AttributeDefinition(name = "Kind of errors", required = false, description = "Without a value there are no such events.")
    String kind_error() default "error";

    @AttributeDefinition(name = "Message bytes", description = "The most bytes of a text from the server; a longer one closes the connection.",
            min = "1", max = "16777216")
    int message_bytes() default 65_536;

    @AttributeDefinition(name = "Send bytes", description = "The most bytes of a text from the plugin.", min = "1", max = "16777216")
    int send_bytes() default 65_536;

    @AttributeDefinition(name = "Send queue", description = "How many texts of the plugin may wait to be sent.", min = "1", max = "1000")
    int send_queue() default 16;

    @AttributeDefinition(name = "Connect time", description = "How long an attempt may take, in ms.", min = "1", max = "600000")
    int connect_ms() default 10_000;

    @AttributeDefinition(name = "Ping", description = "After so long without a sign of the server it is pinged, in ms.", min = "1000", max = "3600000")
    int ping_ms() default 30_000;

    @AttributeDefinition(name = "Idle", description = "After so long without a sign of the server the connection is given up, in ms.",
            min = "1000", max = "3600000")
    int idle_ms() default 90_000;

    @AttributeDefinition(name = "Hold", description = "How long a message waits for a place in the service's queue before it is dropped, in ms.",
            min = "0", max = "600000")
    int hold_ms() default 10_000;

    @AttributeDefinition(name = "First pause", description = "The longest pause before the first attempt to reconnect, in ms; it doubles with"
            + " every one, and each is cut at random.", min = "1", max = "3600000")
    int reconnect_ms() default 1_000;

    @AttributeDefinition(name = "Longest pause", description = "The longest that a pause gets, in ms.", min = "1", max = "86400000")
    int reconnect_most_ms() default 300_000;

    @AttributeDefinition(name = "Stable", description = "After so long an open connection counts as good: the pauses begin anew, in ms.",
            min = "0", max = "86400000")
    int stable_ms() default 60_000;

    @AttributeDefinition(name = "Needs the service", description = "Whether the connection is made only while the service runs.")
    boolean when_running() default true;
}
