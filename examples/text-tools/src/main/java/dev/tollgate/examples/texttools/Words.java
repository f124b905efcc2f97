package dev.tollgate.examples.texttools;

import java.util.ArrayList;
import java.util.List;

/** The words of a text, in lower case: runs of letters and digits, which an apostrophe or a hyphen may join. */
final class Words {
    private Words() {}

    static List<String> of(String text) {
        var words = new ArrayList<String>();
        var chars = Chars.of(text);
        var at = 0;
        while (at < chars.length) {
            if (!Letters.isLetterOrDigit(chars[at])) {
                at++;
                continue;
            }
            var start = at;
            while (at < chars.length && isInWord(chars, at)) {
                chars[at] = Letters.toLowerCase(chars[at]);
                at++;
            }
            words.add(new String(chars, start, at - start));
        }
        return words;
    }

    /** Asked only after a letter or a joint, so a joint needs no more than a letter behind it. */
    private static boolean isInWord(char[] chars, int at) {
        var c = chars[at];
        return Letters.isLetterOrDigit(c)
                || isJoint(c) && at + 1 < chars.length && Letters.isLetterOrDigit(chars[at + 1]);
    }

    private static boolean isJoint(char c) {
        return c == '\'' || c == '\u2019' || c == '-';
    }
}
