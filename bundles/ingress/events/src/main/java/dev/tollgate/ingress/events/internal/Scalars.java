package dev.tollgate.ingress.events.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Single values as JSON. Only types of the JDK: the text of any other would be foreign code, and may be whatever its author needed for a
 * debugger.
 */
final class Scalars {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_BITS = 4096;

    private Scalars() {
    }

    /** Empty where it is none that has a form in JSON. */
    static Optional<JsonNode> of(Object value) {
        if (value == null) {
            return Optional.of(NODES.nullNode());
        }
        if (value instanceof Boolean truth) {
            return Optional.of(NODES.booleanNode(truth));
        }
        if (value instanceof Number number) {
            return number(number);
        }
        return text(value).map(NODES::textNode);
    }

    /** A value as one word, such as the key of a map or a correlation id; empty where it is none. */
    static Optional<String> word(Object value) {
        return value instanceof Boolean || value instanceof Number ? of(value).map(JsonNode::asText) : text(value);
    }

    private static Optional<String> text(Object value) {
        if (value instanceof String text) {
            return Optional.of(whole(text));
        }
        if (value instanceof Enum<?> constant) {
            return Optional.of(constant.name());
        }
        if (value instanceof Date date) {
            return Optional.of(Instant.ofEpochMilli(date.getTime()).toString());
        }
        if (value instanceof byte[] bytes) {
            return Optional.of(Base64.getEncoder().encodeToString(bytes));
        }
        boolean time = (value instanceof TemporalAccessor || value instanceof TemporalAmount)
                && value.getClass().getPackageName().equals("java.time");
        return time || value instanceof Character || value instanceof UUID || value instanceof URI
                ? Optional.of(whole(value.toString())) : Optional.empty();
    }

    /** JSON in UTF-8 has no halves of surrogate pairs. */
    private static String whole(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Optional<JsonNode> number(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte
                || number instanceof AtomicInteger || number instanceof AtomicLong) {
            return Optional.of(NODES.numberNode(number.longValue()));
        }
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue()) ? Optional.of(real(number)) : Optional.empty();
        }
        if (number.getClass() == BigInteger.class) {
            BigInteger big = (BigInteger) number;
            return big.bitLength() <= MOST_BITS ? Optional.of(NODES.numberNode(big)) : Optional.empty();
        }
        if (number.getClass() == BigDecimal.class) {
            BigDecimal big = (BigDecimal) number;
            return big.unscaledValue().bitLength() <= MOST_BITS ? Optional.of(NODES.numberNode(big)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static JsonNode real(Number number) {
        return number instanceof Float single ? NODES.numberNode(single) : NODES.numberNode(number.doubleValue());
    }
}
