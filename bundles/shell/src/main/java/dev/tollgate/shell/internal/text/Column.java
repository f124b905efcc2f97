package dev.tollgate.shell.internal.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * A column of a table.
 *
 * @param field the field that it shows, or a path to it with slashes
 * @param least to how many characters its values may be cut
 * @param right whether it is numbers
 */
public record Column(String heading, String field, int least, boolean right) {
    private static final int SECONDS = "2026-03-01T12:00:00".length();
    private static final int WHOLE = Integer.MAX_VALUE;
    private static final int LEAST = 8;
    private static final int DIGEST = 15;

    /** What is needed to type the next command, and so is never cut. */
    public static Column id(String heading, String field) {
        return new Column(heading, field, WHOLE, false);
    }

    public static Column text(String heading, String field) {
        return new Column(heading, field, Math.max(LEAST, heading.length()), false);
    }

    public static Column time(String heading, String field) {
        return new Column(heading, field, SECONDS + 1, false);
    }

    /** Of which the first twelve digits are for people. */
    public static Column digest(String heading, String field) {
        return new Column(heading, field, DIGEST, false);
    }

    public static Column number(String heading, String field) {
        return new Column(heading, field, WHOLE, true);
    }

    String cell(JsonNode row) {
        return PlainText.of(text(row.at("/" + field)));
    }

    private static String text(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        } else if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        } else if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(each -> texts.add(text(each)));
            return String.join(" ", texts);
        } else if (value.isObject()) {
            List<String> texts = new ArrayList<>();
            value.fields().forEachRemaining(each -> texts.add(each.getKey() + "=" + text(each.getValue())));
            return String.join(" ", texts);
        }
        return seconds(value.asText());
    }

    /** A time is shown to the second. */
    private static String seconds(String text) {
        return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z") ? text.substring(0, SECONDS) + "Z" : text;
    }
}
