package dev.tollgate.lifecycle.internal.service;

import dev.tollgate.abi.PlainText;

/** What a guest wrote, or what has some of it in it, fit to be kept and shown. */
final class GuestText {
    static final int LONGEST = 300;

    private GuestText() {
    }

    static String plain(String text) {
        return PlainText.of(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...");
    }
}
