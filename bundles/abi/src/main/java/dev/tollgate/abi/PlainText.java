package dev.tollgate.abi;

/**
 * Text from a guest or a package, made safe to be shown: control characters (line ends, the escape of terminal sequences),
 * marks that change the direction of writing, and halves of surrogate pairs are spelled out, so that it can neither forge
 * a line of a log nor drive a terminal.
 */
public final class PlainText {
    private static final String CUT = "...";

    private PlainText() {
    }

    /** One line of it. */
    public static String of(String text) {
        return plain(text, false);
    }

    /** One line of it, of at most so many characters; cut before it is made plain as well, so that a long text costs no more than a short one. */
    public static String of(String text, int most) {
        String plain = of(text.length() <= most ? text : text.substring(0, most));
        if (text.length() <= most && plain.length() <= most) {
            return plain;
        }
        int end = Math.max(0, Math.min(plain.length(), most - CUT.length()));
        return plain.substring(0, end > 0 && Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** The same, with its line ends kept. */
    public static String lines(String text) {
        return plain(text, true);
    }

    private static String plain(String text, boolean lineEnds) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (shown(point) || lineEnds && point == '\n') {
                plain.appendCodePoint(point);
            } else {
                plain.append(String.format("\\u%04x", point));
            }
        });
        return plain.toString();
    }

    private static boolean shown(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
