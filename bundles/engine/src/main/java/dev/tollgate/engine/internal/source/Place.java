package dev.tollgate.engine.internal.source;

import dev.tollgate.abi.PlainText;

/**
 * A place in a guest's code.
 *
 * @param offset from the beginning of the code section's content
 * @param file   its source, as the module names it; empty where it does not
 * @param line   the line there; 0 where none is known
 */
public record Place(int offset, String file, int line) {
    /** What follows the name of a function that was there. */
    @Override
    public String toString() {
        return line > 0 ? " (" + PlainText.of(file) + ":" + line + ")" : " +0x" + Integer.toHexString(offset);
    }
}
