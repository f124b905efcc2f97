package dev.tollgate.capability.http.internal;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Paths of URLs: their one form, and which of them a server could read in another way than we do. RFC 3986, sections 5.2.4 and 6.2.2. */
final class UrlPath {
    private static final String HEX = "%[0-9A-Fa-f]{2}";
    private static final Pattern PATH = Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|" + HEX + ")*+");
    private static final Pattern QUERY = Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]-]|" + HEX + ")*+");
    private static final Pattern ESCAPE = Pattern.compile(HEX);
    /** An empty segment; an escaped slash, backslash, percent sign or control character; bytes that no UTF-8 has; dots before a parameter. */
    private static final Pattern AMBIGUOUS = Pattern.compile("//|%2F|%5C|%25|%[01].|%7F|%C[01]|%E0%[89]|%F0%8|%F[5-9A-F]|/\\.{1,2}(;|%3B)");

    private UrlPath() {
    }

    /** The path with every escape that needs none undone; dots are still there. */
    static String normal(String path) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("the path has a character that is to be written as %XX, or does not begin with /");
        }
        return ESCAPE.matcher(path).replaceAll(escape -> {
            char character = (char) Integer.parseInt(escape.group().substring(1), 16);
            return Matcher.quoteReplacement(unreserved(character) ? "" + character : escape.group().toUpperCase(Locale.ROOT));
        });
    }

    static String query(String query) {
        if (!QUERY.matcher(query).matches()) {
            throw new IllegalArgumentException("the query has a character that is to be written as %XX");
        }
        return query;
    }

    /** Whether a segment is {@code .} or {@code ..}. */
    static boolean hasDots(String path) {
        return Arrays.stream(path.split("/")).anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    /** The path with its dots followed. */
    static String followDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        String[] segments = path.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean last = i == segments.length - 1;
            if (segments[i].equals("..")) {
                kept.pollLast();
            }
            if (!segments[i].equals(".") && !segments[i].equals("..")) {
                kept.addLast(segments[i]);
            } else if (last) {
                kept.addLast("");
            }
        }
        return "/" + String.join("/", kept);
    }

    /** Whether it may mean another place to a server that decodes or cleans it in its own way. */
    static boolean ambiguous(String normal) {
        return AMBIGUOUS.matcher(normal).find();
    }

    private static boolean unreserved(char character) {
        return character < 128 && (Character.isLetterOrDigit(character) || "-._~".indexOf(character) >= 0);
    }
}
