package dev.tollgate.abi.kv;

/**
 * The store could not do what was asked. Nothing was changed, unless the store was lost at the very moment of the commit: then
 * it is not known.
 */
public final class KvStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KvStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
