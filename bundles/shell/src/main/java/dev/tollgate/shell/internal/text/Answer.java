package dev.tollgate.shell.internal.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a command has to say.
 *
 * @param data for programs
 * @param text the same for people, in lines of at most 80 columns
 */
public record Answer(JsonNode data, Supplier<String> text) {
    /** @param none what to say where there are no rows */
    public static Answer rows(Table table, List<Doc> rows, String none) {
        return new Answer(Doc.array(rows), () -> rows.isEmpty() ? new Page().text(none).toString() : table.of(Doc.nodes(rows)));
    }

    public static Answer page(Doc data, Page page) {
        return new Answer(data.node(), page::toString);
    }

    public static Answer said(Doc data, String sentence) {
        return page(data, new Page().text(sentence));
    }
}
