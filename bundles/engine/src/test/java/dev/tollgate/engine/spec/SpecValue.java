package dev.tollgate.engine.spec;

import com.fasterxml.jackson.databind.JsonNode;

/** Values as scripts write them: numbers as unsigned decimals of their bits, NaNs by kind, references by name or "null". */
final class SpecValue {
    /** What the engine takes for a null reference. */
    private static final long NULL = -1;

    private SpecValue() {
    }

    static long[] all(JsonNode values) {
        long[] bits = new long[values.size()];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = bits(values.get(i));
        }
        return bits;
    }

    private static long bits(JsonNode value) {
        String text = value.get("value").textValue();
        return switch (value.get("type").textValue()) {
            case "i32", "f32" -> Integer.parseUnsignedInt(text);
            case "i64", "f64" -> Long.parseUnsignedLong(text);
            case "externref", "funcref" -> text.equals("null") ? NULL : Long.parseLong(text);
            default -> throw new IllegalArgumentException("a script has a value of type " + value.get("type"));
        };
    }

    static boolean match(JsonNode expected, long[] actual) {
        boolean matches = expected.size() == actual.length;
        for (int i = 0; matches && i < actual.length; i++) {
            matches = matches(expected.get(i), actual[i]);
        }
        return matches;
    }

    private static boolean matches(JsonNode expected, long actual) {
        String type = expected.get("type").textValue();
        if (!expected.has("value")) {
            return actual != NULL;
        }
        if (expected.get("value").textValue().startsWith("nan:")) {
            return type.equals("f32") ? Float.isNaN(Float.intBitsToFloat((int) actual)) : Double.isNaN(Double.longBitsToDouble(actual));
        }
        long bits = bits(expected);
        return type.equals("i64") || type.equals("f64") ? bits == actual : (int) bits == (int) actual;
    }
}
