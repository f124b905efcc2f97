package dev.tollgate.engine.internal;

/** Thrown through the guest's frames when it calls {@code proc_exit}: its code is the handler's answer. */
final class GuestExit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;

    GuestExit(int code) {
        super("the guest exited with code " + code, null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }
}
