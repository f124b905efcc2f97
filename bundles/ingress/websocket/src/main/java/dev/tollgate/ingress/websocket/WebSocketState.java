package dev.tollgate.ingress.websocket;

/** Where a connection stands. */
public enum WebSocketState {
    /** For its service to run, or for its next attempt. */
    WAITING,
    /** There are as many connections as may be: it is connected when another one is gone. */
    REFUSED,
    CONNECTING,
    OPEN,
    /** The server was told, and is given a moment to answer. */
    CLOSING
}
