package dev.tollgate.lifecycle;

/** What was asked of a plugin cannot be done as things stand; the message says why and what to do. Nothing was changed. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PluginException(String message) {
        super(message);
    }

    public PluginException(String message, Throwable cause) {
        super(message, cause);
    }
}
