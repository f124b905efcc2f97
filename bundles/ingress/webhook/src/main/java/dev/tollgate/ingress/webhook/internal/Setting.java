package dev.tollgate.ingress.webhook.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads settings of one configuration; what is wrong is said with its name and the key's. */
record Setting(String pid) {
    static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");

    <T> T checked(String key, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(pid + ": " + key + ": " + wrong.getMessage(), wrong);
        }
    }

    String required(String key, String value, Pattern pattern, String what) {
        return checked(key, () -> matching(text(value).orElseThrow(() -> new IllegalArgumentException("is missing; set " + what)),
                pattern, what));
    }

    Optional<String> optional(String key, String value, Pattern pattern, String what) {
        return checked(key, () -> text(value).map(text -> matching(text, pattern, what)));
    }

    int within(String key, int value, int least, int most) {
        return checked(key, () -> {
            if (value < least || value > most) {
                throw new IllegalArgumentException(value + " is not between " + least + " and " + most);
            }
            return value;
        });
    }

    <T> T one(String key, String value, List<String> names, List<T> values) {
        return checked(key, () -> {
            int index = names.indexOf(text(value).orElse(""));
            if (index < 0) {
                throw new IllegalArgumentException("'" + value + "' is none of " + names);
            }
            return values.get(index);
        });
    }

    static Optional<String> text(String value) {
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Values of a list, which in a file is one line with commas. */
    static List<String> list(String... values) {
        return Arrays.stream(values == null ? new String[0] : values).flatMap(value -> Arrays.stream(value.split(","))).map(String::strip)
                .filter(value -> !value.isEmpty()).toList();
    }

    private static String matching(String text, Pattern pattern, String what) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' does not match " + pattern + "; set " + what);
        }
        return text;
    }
}
