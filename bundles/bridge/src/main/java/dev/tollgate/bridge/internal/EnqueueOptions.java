package dev.tollgate.bridge.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.manifest.Durations;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/** The options of an enqueue, each with its cap. An option that is not known is an error, not a wish. */
record EnqueueOptions(Duration delay, Optional<Duration> uniqueFor, Optional<Integer> maxRetry, Optional<String> idempotencyKey) {
    static final Duration LONGEST_DELAY = Duration.ofDays(30);
    static final Duration LONGEST_UNIQUE = Duration.ofDays(7);
    static final int MOST_RETRIES = 25;
    static final int LONGEST_KEY = 128;

    private static final int MOST_BYTES = 4_096;
    private static final JsonMapper JSON = JsonMapper.builder(JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build().getFactory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    static EnqueueOptions parse(String text) throws GateException {
        Duration delay = Duration.ZERO;
        Optional<Duration> uniqueFor = Optional.empty();
        Optional<Integer> maxRetry = Optional.empty();
        Optional<String> idempotencyKey = Optional.empty();
        JsonNode options = read(text);
        for (Iterator<String> names = options.fieldNames(); names.hasNext();) {
            String name = names.next();
            JsonNode value = options.get(name);
            switch (name) {
                case "delay" -> delay = duration(name, value, Duration.ZERO, LONGEST_DELAY);
                case "unique_for" -> uniqueFor = Optional.of(duration(name, value, Duration.ofMillis(1), LONGEST_UNIQUE));
                case "max_retry" -> maxRetry = Optional.of(retries(value));
                case "idempotency_key" -> idempotencyKey = Optional.of(key(value));
                default -> throw invalid("option '" + PlainText.of(name)
                        + "' is not known; delay, unique_for, max_retry and idempotency_key are");
            }
        }
        return new EnqueueOptions(delay, uniqueFor, maxRetry, idempotencyKey);
    }

    private static JsonNode read(String text) throws GateException {
        if (text.isEmpty()) {
            return JSON.createObjectNode();
        }
        if (text.length() > MOST_BYTES) {
            throw new GateException(Errno.ETOOBIG, "options have at most " + MOST_BYTES + " characters");
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (node.isObject()) {
                return node;
            }
        } catch (JsonProcessingException malformed) {
            throw invalid("options are not valid JSON");
        }
        throw invalid("options are a JSON object");
    }

    private static Duration duration(String name, JsonNode value, Duration least, Duration most) throws GateException {
        return Durations.parse(value.isTextual() ? value.textValue() : "")
                .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0)
                .orElseThrow(() -> invalid("option '" + name + "' is a duration such as 30s or 5m, at most " + most.toDays() + "d"));
    }

    private static int retries(JsonNode value) throws GateException {
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw invalid("option 'max_retry' is a whole number from 0; more than " + MOST_RETRIES + " count as "
                    + MOST_RETRIES);
        }
        return Math.min(value.intValue(), MOST_RETRIES);
    }

    private static String key(JsonNode value) throws GateException {
        if (!value.isTextual() || value.textValue().isEmpty() || value.textValue().length() > LONGEST_KEY) {
            throw invalid("option 'idempotency_key' is a text of 1 to " + LONGEST_KEY + " characters");
        }
        return value.textValue();
    }

    private static GateException invalid(String message) {
        return new GateException(Errno.EINVAL, message);
    }
}
