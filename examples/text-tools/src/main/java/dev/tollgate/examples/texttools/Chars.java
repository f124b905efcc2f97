package dev.tollgate.examples.texttools;

/** The characters of a text as an array, copied in one instruction. TeaVM's toCharArray asks for one after the other. */
final class Chars {
    private Chars() {}

    static char[] of(String text) {
        var chars = new char[text.length()];
        text.getChars(0, chars.length, chars, 0);
        return chars;
    }
}
