package dev.tollgate.limits;

/** The guests of the host hold together what they may. That is not the fault of the one that asked last. */
public final class NoRoomException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoRoomException(long wanted, Bytes allowed) {
        super("the host has no room for " + wanted + " bytes more: all guests together may hold " + allowed);
    }
}
