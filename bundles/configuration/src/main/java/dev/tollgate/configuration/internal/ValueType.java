package dev.tollgate.configuration.internal;

/** The types that settings of ours have. */
enum ValueType {
    STRING("text"),
    PASSWORD("text"),
    INTEGER("whole number"),
    LONG("whole number"),
    DOUBLE("number"),
    BOOLEAN("true or false");

    private final String text;

    ValueType(String text) {
        this.text = text;
    }

    /** For operators. */
    String text() {
        return text;
    }

    boolean isWhole() {
        return this == INTEGER || this == LONG;
    }

    boolean isNumber() {
        return isWhole() || this == DOUBLE;
    }

    long least() {
        return this == INTEGER ? Integer.MIN_VALUE : Long.MIN_VALUE;
    }

    long most() {
        return this == INTEGER ? Integer.MAX_VALUE : Long.MAX_VALUE;
    }

    /** @param name as in metatype; a type that no setting of ours has is taken for text */
    static ValueType of(String name) {
        return switch (name) {
            case "Integer" -> INTEGER;
            case "Long" -> LONG;
            case "Double" -> DOUBLE;
            case "Boolean" -> BOOLEAN;
            case "Password" -> PASSWORD;
            default -> STRING;
        };
    }
}
