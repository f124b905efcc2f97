package dev.tollgate.abi.capability;

import dev.tollgate.abi.Errno;
import java.util.Objects;

/** A gate's refusal: the guest reads the number, logs and traces carry the message. Not an error of the host. */
public final class GateException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Errno errno;

    public GateException(Errno errno, String message) {
        super(message, null, false, false);
        this.errno = Objects.requireNonNull(errno, "errno");
    }

    public Errno errno() {
        return errno;
    }
}
