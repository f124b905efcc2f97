package dev.tollgate.shell.internal.text;

import dev.tollgate.abi.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines and tables one below the other; a line that is too long goes on in the next one, indented. */
public final class Page {
    private static final int LABEL = 10;

    private final List<String> parts = new ArrayList<>();

    /** @param value is left out with its label where it is empty */
    public Page line(String label, Object value) {
        return block(label, PlainText.of(Doc.cut(value instanceof Optional<?> optional ? optional.map(Object::toString).orElse("") : String.valueOf(value))));
    }

    /** The same with line ends kept; they are no danger, as what follows is indented. */
    public Page block(String label, String text) {
        if (!text.isEmpty()) {
            int indent = Math.max(LABEL, label.length() + 1);
            parts.add(label + " ".repeat(indent - label.length()) + wrapped(PlainText.lines(Doc.cut(text)), indent));
        }
        return this;
    }

    public Page text(String text) {
        parts.add(wrapped(PlainText.of(Doc.cut(text)), 0));
        return this;
    }

    public Page table(Table table, List<Doc> rows) {
        parts.add("");
        parts.add(table.of(Doc.nodes(rows)));
        return this;
    }

    @Override
    public String toString() {
        return String.join("\n", parts);
    }

    private static String wrapped(String text, int indent) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String rest = line;
            while (rest.length() > Table.WIDTH - indent) {
                int end = rest.lastIndexOf(' ', Table.WIDTH - indent);
                if (end <= 0) {
                    // A word stays whole where it has to be copied and can be; what is longer than a line is broken.
                    end = Table.WIDTH - indent;
                }
                lines.add(rest.substring(0, end).stripTrailing());
                rest = rest.substring(end).stripLeading();
            }
            lines.add(rest);
        }
        return String.join("\n" + " ".repeat(indent), lines);
    }
}
