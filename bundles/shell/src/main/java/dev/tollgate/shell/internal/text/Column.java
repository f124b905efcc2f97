package dev.tollgate.shell.internal.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A column of a table.
 *
 * @param field the field that it shows, or a path to it with slashes
 * @param least to how many characters its values may be cut
 * @param right whether it is numbers
 * @param shown how a value is shown
 */
public record Column(String heading, String field, int least, boolean right, UnaryOperator<String> shown) {
    private static final int SECONDS = "2026-03-01T12:00:00".length();
    private static final int WHOLE = Integer.MAX_VALUE;
    private static final int LEAST = 8;
    private static final int DIGEST = 12;

    /** What is needed to type the next command, and so is never cut. */
    public static Column id(String heading, String field) {
        return new Column(heading, field, WHOLE, false, UnaryOperator.identity());
    }

    public static Column text(String heading, String field) {
        return new Column(heading, field, Math.max(LEAST, heading.length()), false, UnaryOperator.identity());
    }

    /** One that operators know in capitals. */
    public static Column state(String heading, String field) {
        return new Column(heading, field, Math.max(LEAST, heading.length()), false, text -> text.toUpperCase(Locale.ROOT));
    }

    public static Column time(String heading, String field) {
        return new Column(heading, field, SECONDS + 1, false, UnaryOperator.identity());
    }

    /** Of which the first twelve digits are for people. */
    public static Column digest(String heading, String field) {
        return new Column(heading, field, DIGEST, false, digest -> digest.substring(0, Math.min(DIGEST, digest.length())));
    }

    public static Column number(String heading, String field) {
        return new Column(heading, field, WHOLE, true, UnaryOperator.identity());
    }

    String cell(JsonNode row) {
        return shown.apply(PlainText.of(text(row.at("/" + field))));
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
            value.properties().forEach(each -> texts.add(each.getKey() + "=" + text(each.getValue())));
            return String.join(" ", texts);
        }
        return seconds(value.asText());
    }

    /** A time is shown to the second. */
    private static String seconds(String text) {
        return text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z") ? text.substring(0, SECONDS) + "Z" : text;
    }
}
