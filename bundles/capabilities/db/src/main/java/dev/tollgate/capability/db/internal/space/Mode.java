package dev.tollgate.capability.db.internal.space;

/** What a transaction is for. */
public enum Mode {
    /** Nothing can be changed in it, whatever the statement says. */
    READ,
    /** One statement. */
    WRITE,
    /** As many statements as the guest likes; serializable. */
    GUEST;

    public boolean writes() {
        return this != READ;
    }
}
