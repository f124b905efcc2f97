package dev.tollgate.examples.texttools;

import java.util.ArrayList;
import java.util.List;

/** The paragraphs of a text: what blank lines separate, without the white space around it. */
final class Paragraphs {
    private Paragraphs() {}

    /** The first paragraphs of {@code text}, at most {@code limit}. Looks no further than it must. */
    static List<String> first(int limit, String text) {
        var paragraphs = new ArrayList<String>();
        var start = 0;
        while (start < text.length() && paragraphs.size() < limit) {
            var end = endOfParagraph(text, start);
            var paragraph = text.substring(start, end).trim();
            if (!paragraph.isEmpty()) {
                paragraphs.add(paragraph);
            }
            start = end + 1;
        }
        return paragraphs;
    }

    /** The line feed that a blank line follows, or the end of the text. */
    private static int endOfParagraph(String text, int start) {
        var lineFeed = text.indexOf('\n', start);
        while (lineFeed >= 0) {
            var next = text.indexOf('\n', lineFeed + 1);
            if (next < 0) {
                break;
            }
            if (isBlank(text, lineFeed + 1, next)) {
                return lineFeed;
            }
            lineFeed = next;
        }
        return text.length();
    }

    private static boolean isBlank(String text, int start, int end) {
        for (var i = start; i < end; i++) {
            if (text.charAt(i) > ' ') {
                return false;
            }
        }
        return true;
    }
}
