package dev.tollgate.capability.db.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.capability.GateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads a statement's parameters: null, Boolean, Long, Double, String and byte[]. */
public final class Parameters {
    static final int MOST = 1_000;
    private static final JsonFactory JSON = new JsonFactory();

    private Parameters() {
    }

    /** Nothing at all stands for no parameters. */
    public static List<Object> of(byte[] json) throws GateException {
        List<Object> values = new ArrayList<>();
        if (json.length == 0) {
            return values;
        }
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw refused("they are no JSON array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(value(parser));
                if (values.size() > MOST) {
                    throw refused("there are more than " + MOST);
                }
            }
            if (parser.nextToken() != null) {
                throw refused("something follows the JSON array");
            }
        } catch (IOException broken) {
            throw refused("they are no JSON array");
        }
        return values;
    }

    private static Object value(JsonParser parser) throws IOException, GateException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_STRING -> text(parser.getText());
            case START_OBJECT -> bytes(parser);
            default -> throw refused("an array is no parameter");
        };
    }

    private static Long whole(JsonParser parser) throws IOException, GateException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw refused("a whole number has more than 64 bits");
        }
        return parser.getLongValue();
    }

    private static Double fraction(JsonParser parser) throws IOException, GateException {
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw refused("a number is too large");
        }
        return value;
    }

    private static String text(String text) throws GateException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (c == '\0' || Character.isSurrogate(c)) {
                throw refused("a string has a NUL or half a surrogate pair; pass bytes");
            }
        }
        return text;
    }

    private static byte[] bytes(JsonParser parser) throws IOException, GateException {
        if (!"base64".equals(parser.nextFieldName()) || parser.nextToken() != JsonToken.VALUE_STRING) {
            throw refused("an object is {\"base64\": \"...\"}");
        }
        String encoded = parser.getText();
        if (parser.nextToken() != JsonToken.END_OBJECT) {
            throw refused("an object is {\"base64\": \"...\"}");
        }
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException broken) {
            throw refused("bytes are not in base64");
        }
    }

    private static GateException refused(String why) {
        return new GateException(Errno.EINVAL, "the parameters are refused: " + why);
    }
}
