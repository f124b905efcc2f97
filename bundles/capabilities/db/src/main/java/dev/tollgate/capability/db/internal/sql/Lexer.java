package dev.tollgate.capability.db.internal.sql;

import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.capability.db.internal.sql.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts SQL into tokens. What a guard decides is worth as much as the certainty that the database, the driver and the guard see the
 * same tokens; so wherever the three could disagree (a nested comment, an escape string, a dollar quote, a backtick, a line
 * that ends in CR alone, anything beyond ASCII outside quotes, the driver's braces) the text is refused.
 */
final class Lexer {
    /** The longest name that PostgreSQL does not cut off. */
    private static final int MOST_NAME_BYTES = 63;
    private static final String SYMBOLS = "()*,+-/<>=!%&|~.;";

    private final Dialect dialect;
    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(Dialect dialect, String sql) {
        this.dialect = dialect;
        this.sql = sql;
    }

    static List<Token> tokens(Dialect dialect, String sql) throws GateException {
        return new Lexer(dialect, sql).read();
    }

    static GateException refused(String why) {
        return new GateException(Errno.EINVAL, "the statement is refused: " + why);
    }

    private List<Token> read() throws GateException {
        if (sql.indexOf('\0') >= 0) {
            throw refused("it has a NUL");
        }
        while (at < sql.length()) {
            next();
        }
        return tokens;
    }

    private void next() throws GateException {
        char c = sql.charAt(at);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            at++;
        } else if (sql.startsWith("--", at)) {
            lineComment();
        } else if (sql.startsWith("/*", at)) {
            blockComment();
        } else if (c == '\'') {
            quoted(Kind.STRING, c);
        } else if (c == '"') {
            quoted(Kind.NAME, c);
        } else if (startsWord(c)) {
            word();
        } else if (digit(c) || c == '.' && digit(peek(at + 1))) {
            number();
        } else if (c == '?') {
            parameter();
        } else if (SYMBOLS.indexOf(c) >= 0 || dialect.symbols().indexOf(c) >= 0) {
            add(Kind.SYMBOL, String.valueOf(c), at);
            at++;
        } else {
            throw refused("it has a character that has no place outside quotes");
        }
    }

    private void lineComment() throws GateException {
        int end = sql.indexOf('\n', at);
        end = end < 0 ? sql.length() : end;
        int carriage = sql.indexOf('\r', at);
        boolean lineEnd = carriage == end - 1 && end < sql.length();
        if (carriage >= 0 && carriage < end && !lineEnd) {
            throw refused("a comment has a carriage return");
        }
        at = end;
    }

    private void blockComment() throws GateException {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
            throw refused("a comment does not end");
        }
        if (sql.substring(at + 2, end).contains("/*")) {
            throw refused("a comment is in a comment");
        }
        at = end + 2;
    }

    private void quoted(Kind kind, char quote) throws GateException {
        int start = at;
        StringBuilder text = new StringBuilder();
        for (at++; at < sql.length(); at++) {
            char c = sql.charAt(at);
            if (c != quote) {
                text.append(c);
            } else if (peek(at + 1) == quote) {
                text.append(c);
                at++;
            } else {
                at++;
                add(kind, text.toString(), start);
                return;
            }
        }
        throw refused("a quote does not end");
    }

    private void word() throws GateException {
        int start = at;
        while (startsWord(peek(at)) || digit(peek(at))) {
            at++;
        }
        String word = sql.substring(start, at);
        boolean unicode = word.equalsIgnoreCase("u") && peek(at) == '&';
        boolean bytes = dialect == Dialect.SQLITE && word.equalsIgnoreCase("x");
        if (peek(at) == '\'' && !bytes || unicode) {
            throw refused("a string has a prefix; pass it as a parameter");
        }
        add(Kind.WORD, word, start);
    }

    private void number() throws GateException {
        int start = at;
        if (sql.charAt(at) == '0' && (peek(at + 1) == 'x' || peek(at + 1) == 'X')) {
            at += 2;
            while (Character.digit(peek(at), 16) >= 0 && peek(at) < 128) {
                at++;
            }
        } else {
            digits();
            if (peek(at) == '.') {
                at++;
                digits();
            }
            if (peek(at) == 'e' || peek(at) == 'E') {
                at += peek(at + 1) == '+' || peek(at + 1) == '-' ? 2 : 1;
                digits();
            }
        }
        if (startsWord(peek(at)) || digit(peek(at)) || peek(at) == '.') {
            throw refused("a number goes on in a name");
        }
        add(Kind.NUMBER, sql.substring(start, at), start);
    }

    private void digits() {
        while (digit(peek(at))) {
            at++;
        }
    }

    private void parameter() throws GateException {
        char next = peek(at + 1);
        if (next == '?' || digit(next)) {
            throw refused("parameters are written ? and nothing else");
        }
        add(Kind.PARAMETER, "?", at);
        at++;
    }

    private void add(Kind kind, String text, int start) throws GateException {
        if ((kind == Kind.WORD || kind == Kind.NAME) && text.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES) {
            throw refused("a name is longer than " + MOST_NAME_BYTES + " bytes");
        }
        tokens.add(new Token(kind, text, start));
    }

    private char peek(int index) {
        return index < sql.length() ? sql.charAt(index) : '\0';
    }

    private static boolean startsWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
