package dev.tollgate.abi.audit;

/** A decision could not be recorded, and so must not take effect; or the record cannot be read. */
public class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }
}
