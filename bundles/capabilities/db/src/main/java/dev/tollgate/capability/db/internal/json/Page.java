package dev.tollgate.capability.db.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** What a query or a fetch answers with: <code>{"columns": [...], "rows": [[...], ...], "cursor": 1}</code>, of a bounded size. */
public final class Page {
    private static final byte[] ROWS = ascii(",\"rows\":[");
    private static final String CURSOR = "],\"cursor\":";
    /** What stands around the rows, with the longest cursor. */
    private static final int FRAME = 64;

    private final PageLimits limits;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream(1024);
    private int rows;

    /** @param columns the JSON array of their names */
    public Page(PageLimits limits, byte[] columns) {
        this.limits = limits;
        json.writeBytes(ascii("{\"columns\":"));
        json.writeBytes(columns);
        json.writeBytes(ROWS);
    }

    /** The most bytes that the names of columns, or one row, can have. */
    public static int mostRowBytes(PageLimits limits) {
        return (limits.bytes() - FRAME) / 2;
    }

    public boolean takesRows() {
        return rows < limits.rows();
    }

    /** False where the row is to go to the next page. */
    public boolean add(byte[] row) {
        if (!takesRows() || json.size() + row.length + FRAME > limits.bytes()) {
            return false;
        }
        if (rows++ > 0) {
            json.write(',');
        }
        json.writeBytes(row);
        return true;
    }

    /** @param cursor 0 for none */
    public byte[] finish(int cursor) {
        json.writeBytes(ascii(cursor == 0 ? "]}" : CURSOR + cursor + "}"));
        return json.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
