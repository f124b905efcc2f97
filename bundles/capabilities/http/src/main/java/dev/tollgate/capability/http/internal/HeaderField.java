package dev.tollgate.capability.http.internal;

import java.util.Locale;

/** One header line. @param name in lower case */
record HeaderField(String name, String value) {
    HeaderField {
        name = name.toLowerCase(Locale.ROOT);
    }

    boolean is(String other) {
        return name.equals(other);
    }

    /** What it takes on the wire. */
    int bytes() {
        return name.length() + value.length() + ": \r\n".length();
    }
}
