package dev.tollgate.abi.kv;

/** The store could not do what was asked; nothing was changed. */
public final class KvStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KvStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
