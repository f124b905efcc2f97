package dev.tollgate.lifecycle.spi;

/** The store could not do what was asked. Nothing was changed. */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
