package dev.tollgate.ingress.websocket.internal.wire;

/** What comes from a server. */
sealed interface Message {
    /** @param utf8 valid */
    record Text(byte[] utf8) implements Message {
    }

    /** Its bytes are not kept. */
    record Binary() implements Message {
    }

    record Ping(byte[] payload) implements Message {
    }

    record Pong() implements Message {
    }

    record Close(int code, String reason) implements Message {
    }
}
