package dev.tollgate.abi.settings;

/**
 * A setting could not be read or changed; nothing was changed. The message tells an administrator why and what to do. It never holds
 * a value, and can hold the path of a file, so it is not for guests.
 */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }

    public SettingsException(String message, Throwable cause) {
        super(message, cause);
    }
}
