package dev.tollgate.store.postgres.internal;

/** The database is reached and cannot be used. The message says which one, and what an operator can do about it. */
final class StoreOpenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private StoreOpenException(String message) {
        super(message);
    }

    static StoreOpenException newer(String where, int found, int known) {
        return new StoreOpenException(where + " has schema version " + found + ", this Tollgate knows up to " + known
                + ": start the newer Tollgate, or restore a backup");
    }

    static StoreOpenException foreign(String where) {
        return new StoreOpenException(where + " has a schema named tollgate that is not Tollgate's: rename it, or choose another"
                + " database (PID " + PostgresConfiguration.PID + ", key url)");
    }
}
