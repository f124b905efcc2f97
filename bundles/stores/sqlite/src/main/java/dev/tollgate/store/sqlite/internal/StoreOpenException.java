package dev.tollgate.store.sqlite.internal;

import java.nio.file.Path;

/** The store cannot be opened. The message names the file or folder and says what an operator can do about it. */
public final class StoreOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String CHOOSE = "choose another folder with --data (PID " + StoreConfiguration.PID + ", key "
            + StoreConfiguration.DIRECTORY + ")";

    private StoreOpenException(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreOpenException inUse(Path folder, Throwable cause) {
        return new StoreOpenException("data folder " + folder + " is used by another Tollgate process: stop it or " + CHOOSE,
                cause);
    }

    static StoreOpenException notWritable(Path folder, Throwable cause) {
        return new StoreOpenException("data folder " + folder + " cannot be written (" + cause + "): make it writable or "
                + CHOOSE, cause);
    }

    static StoreOpenException noFolder(String value, Throwable cause) {
        return new StoreOpenException("'" + value + "' does not name a folder (" + cause.getMessage() + "): " + CHOOSE, cause);
    }

    static StoreOpenException newer(Path file, int found, int known) {
        return new StoreOpenException("store " + file + " has schema version " + found + ", this Tollgate knows up to "
                + known + ": start the newer Tollgate, or restore a backup", null);
    }

    static StoreOpenException foreign(Path file, Throwable cause) {
        return new StoreOpenException("store " + file + " is not a Tollgate store: move it away or " + CHOOSE, cause);
    }

    static StoreOpenException failed(Path file, Throwable cause) {
        return new StoreOpenException("store " + file + " cannot be opened (" + cause.getMessage()
                + "): repair it, restore a backup, or " + CHOOSE, cause);
    }
}
