package dev.tollgate.ingress.websocket.internal.wire;

/** Codes of RFC 6455, section 7.4.1. */
public final class CloseCode {
    public static final int NORMAL = 1000;
    public static final int GOING_AWAY = 1001;
    /** Never on the wire: a close without a code. */
    public static final int NONE = 1005;
    /** Never on the wire: the connection ended without a close. */
    public static final int LOST = 1006;
    static final int PROTOCOL = 1002;
    static final int NOT_TEXT = 1007;
    static final int TOO_BIG = 1009;
    private static final int RESERVED = 1004;
    private static final int LAST_DEFINED = 1014;
    private static final int FIRST_FREE = 3000;
    private static final int LAST_FREE = 4999;

    private CloseCode() {
    }

    /** Whether a server may send it. */
    static boolean sendable(int code) {
        return code >= NORMAL && code <= LAST_DEFINED && code != RESERVED && code != NONE && code != LOST
                || code >= FIRST_FREE && code <= LAST_FREE;
    }
}
