package dev.tollgate.engine.internal;

/**
 * Text from a guest, made safe to be shown: control characters (line ends, the escape of terminal sequences), marks that
 * change the direction of writing, and halves of surrogate pairs are spelled out, so that a guest can neither forge a
 * line of a log nor drive a terminal.
 */
final class PlainText {
    private PlainText() {
    }

    static String of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (shown(point)) {
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
