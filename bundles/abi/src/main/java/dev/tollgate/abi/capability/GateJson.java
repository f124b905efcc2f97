package dev.tollgate.abi.capability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import dev.tollgate.abi.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One gate's records as JSON. Its caches hold the gate's classes, so each gate has its own, which goes where they go; a shared one
 * would keep the classes of a bundle that was replaced.
 */
final class GateJson {
    private static final byte[] NOTHING = new byte[0];

    private final JsonMapper json = JsonMapper.builder()
            .typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<>(16, 200)))
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** @throws IllegalArgumentException that begins with {@code what} */
    Object read(byte[] text, Class<?> type, String what) {
        try {
            Object value = json.readValue(text, type);
            if (value == null) {
                throw new IllegalArgumentException(what + " is null");
            }
            return value;
        } catch (IOException malformed) {
            throw new IllegalArgumentException(what + " " + reason(malformed), malformed);
        }
    }

    byte[] write(Object answer) {
        if (answer == null) {
            return NOTHING;
        }
        if (answer instanceof byte[] bytes) {
            return bytes;
        }
        if (answer instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("a " + answer.getClass().getName() + " is no JSON", unwritable);
        }
    }

    private static String reason(IOException malformed) {
        if (malformed instanceof UnrecognizedPropertyException unknown) {
            return "has the unknown field '" + PlainText.of(unknown.getPropertyName()) + "'; known are "
                    + unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
        }
        if (malformed instanceof ValueInstantiationException refused && refused.getCause() != null) {
            String reason = refused.getCause().getMessage();
            return "cannot be taken: " + (reason == null ? "a field is missing, or null where it cannot be" : PlainText.of(reason));
        }
        String message = malformed instanceof JsonProcessingException text ? text.getOriginalMessage() : malformed.getMessage();
        // What follows is about the reader and its classes.
        return "cannot be read: " + PlainText.of(String.valueOf(message).split(" \\(|`", 2)[0].strip());
    }
}
