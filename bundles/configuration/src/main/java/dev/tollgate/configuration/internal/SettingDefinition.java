package dev.tollgate.configuration.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.configuration.Validated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One key of a configuration, as its metatype has it.
 *
 * @param name        for people
 * @param many        whether it takes several values
 * @param byDefault   as text; empty where there is none
 * @param least       the smallest number that is allowed
 * @param most        the largest
 * @param options     the texts that are allowed; any where there are none
 * @param required    whether there is a value, configured or by default
 */
record SettingDefinition(String key, String name, String description, ValueType type, boolean many, Optional<String> byDefault,
        OptionalLong least, OptionalLong most, List<String> options, boolean required) {
    private static final int MOST_SHOWN = 60;

    /**
     * A configured value as the component gets it.
     *
     * @throws IllegalArgumentException that says what is allowed
     */
    Object read(Object value) {
        if (many) {
            return texts(value).stream().map(each -> String.valueOf(one(each))).toList();
        }
        if (value instanceof Collection || value.getClass().isArray()) {
            throw refused(value);
        }
        return one(value);
    }

    /** What the component gets where nothing is configured; empty for nothing. */
    Optional<Object> defaultValue() {
        return byDefault.map(text -> many ? text.isEmpty() ? List.of() : List.of(text) : one(text));
    }

    /** Whether a change waits for the next start of the server. */
    boolean waits() {
        return description.contains(Validated.AT_NEXT_START);
    }

    private static List<?> texts(Object value) {
        if (value instanceof Collection<?> all) {
            return new ArrayList<>(all);
        }
        return value instanceof Object[] all ? List.of(all) : Collections.singletonList(value);
    }

    private Object one(Object value) {
        return switch (type) {
            case INTEGER, LONG -> whole(value);
            case DOUBLE -> number(value);
            case BOOLEAN -> {
                String text = value.toString().strip();
                if (!text.equals("true") && !text.equals("false")) {
                    throw refused(value);
                }
                yield Boolean.valueOf(text);
            }
            case STRING, PASSWORD -> {
                if (!options.isEmpty() && !options.contains(value.toString())) {
                    throw refused(value);
                }
                yield value.toString();
            }
        };
    }

    private Object whole(Object value) {
        try {
            long number = Long.parseLong(value.toString().strip());
            boolean listed = options.isEmpty() || options.contains(Long.toString(number));
            if (!listed || number < least.orElse(type.least()) || number > most.orElse(type.most())) {
                throw refused(value);
            }
            return type == ValueType.INTEGER ? (Object) (int) number : number;
        } catch (NumberFormatException notWhole) {
            throw refused(value);
        }
    }

    /** What is not a number at all is within no bounds. */
    private Double number(Object value) {
        try {
            double number = Double.parseDouble(value.toString().strip());
            if (number >= least.orElse(Long.MIN_VALUE) && number <= most.orElse(Long.MAX_VALUE)) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            throw refused(value);
        }
        throw refused(value);
    }

    private IllegalArgumentException refused(Object value) {
        return new IllegalArgumentException(key + " is " + (type == ValueType.PASSWORD ? "not allowed" : "'" + shown(value) + "'") + ", allowed is "
                + allowed());
    }

    /** For operators: what follows "allowed is". */
    String allowed() {
        if (!options.isEmpty()) {
            return String.join(" or ", options);
        }
        if (!type.isNumber()) {
            return type.text();
        }
        String from = least.isPresent() ? " from " + least.getAsLong() : "";
        return "a " + type.text() + from + (most.isPresent() ? (from.isEmpty() ? " up to " : " to ") + most.getAsLong() : "");
    }

    static String shown(Object value) {
        String text = value instanceof Object[] all ? List.of(all).toString() : String.valueOf(value);
        return PlainText.of(text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text);
    }
}
