package dev.tollgate.engine.internal.backend;

/**
 * A frame of a guest's stack.
 *
 * @param function    its function, by index
 * @param at          where in it: in compiled code the number of the site, in interpreted code where the instruction stands in the
 *                    rewritten function, counted from the first; {@link #UNKNOWN} where nothing tells
 * @param interpreted which of the two
 */
public record Frame(int function, int at, boolean interpreted) {
    public static final int UNKNOWN = -1;
}
