package dev.tollgate.capability.db.internal;

import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.json.Page;
import dev.tollgate.capability.db.internal.json.PageLimits;
import dev.tollgate.capability.db.internal.json.RowJson;
import dev.tollgate.capability.db.internal.space.Link;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of a query, given out page by page. It is always one row ahead, so that it knows whether there is a next page. */
final class Cursor {
    private final Link link;
    private final PageLimits limits;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final int width;
    private final byte[] columns;
    /** Read and not given out; null at the end. */
    private byte[] ahead;

    Cursor(Link link, PageLimits limits, PreparedStatement statement) throws SQLException, GateException {
        this.link = link;
        this.limits = limits;
        this.statement = statement;
        this.rows = statement.executeQuery();
        this.width = rows.getMetaData().getColumnCount();
        List<String> names = new ArrayList<>();
        for (int column = 1; column <= width; column++) {
            names.add(rows.getMetaData().getColumnLabel(column));
        }
        this.columns = RowJson.names(names, Page.mostRowBytes(limits));
        this.ahead = read();
    }

    boolean atEnd() {
        return ahead == null;
    }

    /** Fills a page, which is not finished yet. */
    Page next() throws SQLException, GateException {
        Page page = new Page(limits, columns);
        while (ahead != null && page.add(ahead)) {
            ahead = read();
        }
        return page;
    }

    void close() throws SQLException {
        statement.close();
    }

    private byte[] read() throws SQLException, GateException {
        if (!rows.next()) {
            return null;
        }
        RowJson row = new RowJson(Page.mostRowBytes(limits));
        for (int column = 1; column <= width; column++) {
            row.add(link.value(rows, column));
        }
        return row.finish();
    }
}
