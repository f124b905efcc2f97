package dev.tollgate.settings.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.PluginId;
import java.util.regex.Pattern;

/** What settings of one kind have to be like; its errors quote names and never values. */
record SettingRules(String what, Pattern name, int mostBytes, int most) {
    private static final int MOST_BY = 200;

    void check(String slug, String setting, String by) {
        if (!PluginId.SLUG.matcher(slug).matches()) {
            throw new IllegalArgumentException("'" + shown(slug) + "' is no slug: it does not match " + PluginId.SLUG);
        }
        if (!named(setting)) {
            throw new IllegalArgumentException("'" + shown(setting) + "' is no name of a " + what + ": it does not match " + name);
        }
        if (by == null || by.isBlank() || by.length() > MOST_BY) {
            throw new IllegalArgumentException("who decides has to be named, in at most " + MOST_BY + " characters");
        }
    }

    boolean named(String setting) {
        return name.matcher(setting).matches();
    }

    void checkSize(String setting, int bytes) {
        if (bytes > mostBytes) {
            throw new IllegalArgumentException(what + " '" + setting + "' has " + bytes + " bytes; it has at most " + mostBytes);
        }
    }

    private static String shown(String text) {
        return PlainText.of(text.length() <= MOST_BY ? text : text.substring(0, MOST_BY) + "...");
    }
}
