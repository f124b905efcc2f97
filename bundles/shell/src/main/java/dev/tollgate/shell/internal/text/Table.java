package dev.tollgate.shell.internal.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Rows under headings, within 80 columns. What is too wide is cut, the widest first; where what may not be cut is too wide by itself, each
 * row becomes a block of lines.
 */
public final class Table {
    public static final int WIDTH = 80;
    private static final String GAP = "  ";
    private static final String CUT = "...";

    private final List<Column> columns;

    private Table(List<Column> columns) {
        this.columns = columns;
    }

    public static Table of(Column... columns) {
        return new Table(List.of(columns));
    }

    public String of(Collection<? extends JsonNode> rows) {
        List<String[]> lines = new ArrayList<>();
        lines.add(columns.stream().map(Column::heading).toArray(String[]::new));
        rows.forEach(row -> lines.add(columns.stream().map(column -> column.cell(row)).toArray(String[]::new)));
        int[] widths = widths(lines);
        return shrunk(widths) ? lines.stream().map(line -> line(line, widths)).collect(Collectors.joining("\n")) : blocks(lines);
    }

    private int[] widths(List<String[]> lines) {
        int[] widths = new int[columns.size()];
        for (String[] line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        return widths;
    }

    /** Whether they fit in the end. */
    private boolean shrunk(int[] widths) {
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        for (; total > WIDTH; total--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] > columns.get(i).least() && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                return false;
            }
            widths[widest]--;
        }
        return true;
    }

    private String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i].length() <= widths[i] ? cells[i] : cells[i].substring(0, widths[i] - CUT.length()) + CUT;
            String blanks = " ".repeat(widths[i] - cell.length());
            line.append(columns.get(i).right() ? blanks + cell : cell + blanks).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String blocks(List<String[]> lines) {
        String[] headings = lines.get(0);
        return lines.stream().skip(1).map(cells -> {
            Page block = new Page();
            for (int i = 0; i < cells.length; i++) {
                block.line(headings[i].toLowerCase(Locale.ROOT), cells[i]);
            }
            return block.toString();
        }).collect(Collectors.joining("\n\n"));
    }
}
