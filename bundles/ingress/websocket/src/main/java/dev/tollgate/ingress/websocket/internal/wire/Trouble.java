package dev.tollgate.ingress.websocket.internal.wire;

import java.io.IOException;

/** Why a connection did not come about or ended. The message names no address and no class: the plugin reads it too. */
public final class Trouble extends IOException {
    private static final long serialVersionUID = 1L;

    private final int code;

    Trouble(int code, String message) {
        super(message);
        this.code = code;
    }

    public Trouble(String message, Throwable cause) {
        super(message, cause);
        this.code = CloseCode.LOST;
    }

    /** What the server is told; {@link CloseCode#LOST} where it cannot be. */
    int code() {
        return code;
    }
}
