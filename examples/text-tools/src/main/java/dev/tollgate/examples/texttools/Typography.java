package dev.tollgate.examples.texttools;

/**
 * Turns what a keyboard offers into what a typesetter would set: curly quotes, dashes, an ellipsis, single spaces.
 *
 * <p>Goes over the text once, and decides at each character by its neighbours. What stands between {@code <} and
 * {@code >} is markup and stays as it is.
 */
final class Typography {
    private static final char OPENING_DOUBLE = '\u201C';
    private static final char CLOSING_DOUBLE = '\u201D';
    private static final char OPENING_SINGLE = '\u2018';
    private static final char CLOSING_SINGLE = '\u2019';
    private static final char EN_DASH = '\u2013';
    private static final char EM_DASH = '\u2014';
    private static final char ELLIPSIS = '\u2026';

    private final char[] text;
    private final int lastTagEnd;
    private int at;

    /** Never longer than the text: each replacement is one character. */
    private final char[] set;
    private int length;

    private Typography(String text) {
        this.text = Chars.of(text);
        this.set = new char[text.length()];
        this.lastTagEnd = text.lastIndexOf('>');
    }

    static String of(String text) {
        return new Typography(text).run();
    }

    private String run() {
        while (at < text.length) {
            var c = text[at];
            switch (c) {
                case '"' -> put(opens() ? OPENING_DOUBLE : CLOSING_DOUBLE);
                case '\'' -> put(opens() && !abbreviatesYear() ? OPENING_SINGLE : CLOSING_SINGLE);
                case '-' -> dash();
                case '.' -> ellipsis();
                case ' ' -> space();
                case '<' -> tag();
                default -> put(c);
            }
        }
        return new String(set, 0, length);
    }

    private void put(char c) {
        set[length++] = c;
        at++;
    }

    /** A quote opens at the start of the text and after whatever cannot end a quotation. */
    private boolean opens() {
        if (length == 0) {
            return true;
        }
        return switch (set[length - 1]) {
            case ' ', '\n', '\r', '\t', '\u00A0', '(', '[', '{', '>', '/', EN_DASH, EM_DASH, OPENING_DOUBLE, OPENING_SINGLE -> true;
            default -> false;
        };
    }

    /** As in '98, where the mark stands for what was left out. */
    private boolean abbreviatesYear() {
        return isDigit(at + 1) && isDigit(at + 2) && !isDigit(at + 3);
    }

    private boolean isDigit(int i) {
        return i < text.length && text[i] >= '0' && text[i] <= '9';
    }

    /** Two make an en dash, three an em dash; a longer run is a ruler. */
    private void dash() {
        var run = runLength('-');
        switch (run) {
            case 2 -> replace(run, EN_DASH);
            case 3 -> replace(run, EM_DASH);
            default -> keep(run);
        }
    }

    private void ellipsis() {
        var run = runLength('.');
        if (run == 3) {
            replace(run, ELLIPSIS);
        } else {
            keep(run);
        }
    }

    /** A run of spaces becomes one, except at the start of a line, where it indents. */
    private void space() {
        var run = runLength(' ');
        if (at == 0 || text[at - 1] == '\n') {
            keep(run);
        } else {
            replace(run, ' ');
        }
    }

    private void tag() {
        var next = at + 1 < text.length ? text[at + 1] : ' ';
        var starts = next == '/' || next == '!' || next >= 'a' && next <= 'z' || next >= 'A' && next <= 'Z';
        if (!starts || at > lastTagEnd) {
            put('<');
            return;
        }
        while (text[at] != '>') {
            put(text[at]);
        }
        put('>');
    }

    private int runLength(char c) {
        var end = at;
        while (end < text.length && text[end] == c) {
            end++;
        }
        return end - at;
    }

    private void replace(int run, char c) {
        set[length++] = c;
        at += run;
    }

    private void keep(int run) {
        for (var i = 0; i < run; i++) {
            put(text[at]);
        }
    }
}
