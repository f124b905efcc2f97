package dev.tollgate.examples.texttools;

/**
 * What belongs to a word, and its lower case.
 *
 * <p>{@link Character} knows better, at a price: unpacking its tables takes more instructions than a job may use. Here
 * everything outside ASCII is a letter unless it lies in a block of punctuation and symbols, and the capitals are those
 * of Latin-1, Greek and Cyrillic. Capitals of other scripts count as letters of their own.
 */
final class Letters {
    private Letters() {}

    static boolean isLetterOrDigit(char c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
        }
        return !isSymbol(c);
    }

    private static boolean isSymbol(char c) {
        return c < '\u00C0' && c != '\u00AA' && c != '\u00B5' && c != '\u00BA'
                || c == '\u00D7' || c == '\u00F7'
                || c >= '\u2000' && c <= '\u2BFF'
                || c >= '\u3000' && c <= '\u3004'
                || c >= '\u3008' && c <= '\u3020'
                || c >= '\uFF00' && c <= '\uFF0F'
                || c == '\uFFFD';
    }

    static char toLowerCase(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c;
        }
        if (c >= '\u00C0' && c <= '\u00DE' && c != '\u00D7'    // À to Þ
                || c >= '\u0391' && c <= '\u03A9'              // Α to Ω
                || c >= '\u0410' && c <= '\u042F') {           // А to Я
            return (char) (c + 0x20);
        }
        return c >= '\u0400' && c <= '\u040F' ? (char) (c + 0x50) : c; // Ѐ to Џ
    }
}
