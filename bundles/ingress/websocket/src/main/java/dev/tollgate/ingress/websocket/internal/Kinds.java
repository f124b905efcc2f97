package dev.tollgate.ingress.websocket.internal;

/** Of which kinds the events are; those of an empty one are not offered. */
record Kinds(String text, String open, String close, String error) {
    Kinds {
        if (text.isBlank()) {
            throw new IllegalArgumentException("kind.text is empty; without it the connection is of no use");
        }
    }
}
