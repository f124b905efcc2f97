package dev.tollgate.capability.db.internal.json;

/**
 * How much one answer holds. The names of a query's columns, and each row, take at most half of the bytes.
 *
 * @param bytes of JSON
 */
public record PageLimits(int rows, int bytes) {
    private static final int LEAST_BYTES = 1 << 10;

    public PageLimits {
        if (rows < 1 || bytes < LEAST_BYTES) {
            throw new IllegalArgumentException("a page of " + rows + " rows and " + bytes + " bytes is too small");
        }
    }
}
