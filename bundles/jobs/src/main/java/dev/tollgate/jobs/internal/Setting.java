package dev.tollgate.jobs.internal;

import java.util.Map;

/** A whole number in a configuration. */
record Setting(String pid, String key, long byDefault, long least, long most) {
    /** @throws BadSettingException unless it is absent or a whole number within its bounds */
    long in(Map<String, ?> configuration) {
        Object value = configuration.get(key);
        if (value == null) {
            return byDefault;
        }
        long number;
        try {
            // A file may hold the number as text, and everything that passes for a whole number does as text too.
            number = Long.parseLong(value.toString().trim());
        } catch (NumberFormatException notWhole) {
            throw bad(value);
        }
        if (number < least || number > most) {
            throw bad(value);
        }
        return number;
    }

    private BadSettingException bad(Object value) {
        return new BadSettingException("configuration " + pid + ": " + key + " is '" + value + "', allowed is a whole number"
                + " from " + least + " to " + most + "; correct it, or remove it to get " + byDefault);
    }
}
