package dev.tollgate.capability.db.internal.postgres;

/**
 * The passwords of a plugin's roles. They are random, made by whichever node makes the space, and kept in a table that only the
 * administrative role reads: so every node has the same ones and there is no further secret to hand out.
 */
record Passwords(String guest, String owner) {
    /** Shows none of them. */
    @Override
    public String toString() {
        return "passwords";
    }
}
