package dev.tollgate.ingress.events.internal;

import java.util.regex.Pattern;

/** Of what kind an event is, by its topic. Topics may hold characters that kinds must not, and begin otherwise. */
@FunctionalInterface
interface KindRule {
    /** As in the schema of manifests. */
    Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9_.:/-]{0,99}");
    int LONGEST = 100;

    String of(String topic);

    /** @throws IllegalArgumentException when it is none */
    static KindRule fixed(String kind) {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("'" + kind + "' is no kind: a letter, then up to 99 of A-Z a-z 0-9 _ . : / -");
        }
        return topic -> kind;
    }

    static KindRule whole() {
        return KindRule::mapped;
    }

    static KindRule lastSegment() {
        return topic -> mapped(topic.substring(topic.lastIndexOf('/') + 1));
    }

    /** The end of what is too long is kept: topics are more particular there. */
    private static String mapped(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_.:/-]", "_");
        String led = plain.isEmpty() || !isLetter(plain.charAt(0)) ? "x" + plain : plain;
        return led.length() <= LONGEST ? led : "x" + led.substring(led.length() - LONGEST + 1);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
