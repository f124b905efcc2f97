package dev.tollgate.capability.db.internal.sql;

/**
 * One statement that a guest may run.
 *
 * @param parameters how many question marks it has
 * @param returning  whether a change answers with rows
 */
public record Sql(String text, Kind kind, int parameters, boolean returning) {
    /** What a statement does. */
    public enum Kind {
        READ,
        WRITE,
        /** Writes, and makes nothing larger. */
        DELETE
    }

    public boolean reads() {
        return kind == Kind.READ;
    }

    /** Whether it answers with rows. */
    public boolean hasRows() {
        return reads() || returning;
    }
}
