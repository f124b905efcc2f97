package dev.tollgate.capability.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a request's head. What it does not know, and what is there twice, is an error. */
final class RequestHeadReader {
    private static final Set<String> FIELDS = Set.of("method", "url", "headers", "timeout_ms", "redirects");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private RequestHeadReader() {
    }

    /** @throws GateException EINVAL */
    static RequestHead read(String json) throws GateException {
        try {
            return head(JSON.readTree(json));
        } catch (JsonProcessingException malformed) {
            throw invalid("it is not JSON, or a name is there twice");
        } catch (IllegalArgumentException refused) {
            throw invalid(refused.getMessage());
        }
    }

    private static RequestHead head(JsonNode head) {
        if (head == null || !head.isObject()) {
            throw new IllegalArgumentException("it is not a JSON object");
        }
        head.fieldNames().forEachRemaining(name -> {
            if (!FIELDS.contains(name)) {
                throw new IllegalArgumentException("'" + PlainText.of(brief(name)) + "' is not one of " + new TreeSet<>(FIELDS));
            }
        });
        String url = text(head, "url");
        if (url == null) {
            throw new IllegalArgumentException("url is missing");
        }
        String method = text(head, "method");
        Integer timeout = number(head, "timeout_ms");
        Integer redirects = number(head, "redirects");
        return new RequestHead(method == null ? "GET" : method, Target.parse(url), headers(head.get("headers")),
                timeout == null ? null : Duration.ofMillis(timeout), redirects == null ? RequestHead.MOST_REDIRECTS : redirects);
    }

    private static List<HeaderField> headers(JsonNode headers) {
        List<HeaderField> fields = new ArrayList<>();
        if (headers == null || headers.isNull()) {
            return fields;
        }
        if (headers.isObject()) {
            headers.properties().forEach(entry -> fields.add(field(entry.getKey(), entry.getValue())));
        } else if (headers.isArray()) {
            for (JsonNode pair : headers) {
                if (!pair.isArray() || pair.size() != 2 || !pair.get(0).isTextual()) {
                    throw new IllegalArgumentException("headers has an entry that is not a pair [name, value]");
                }
                fields.add(field(pair.get(0).textValue(), pair.get(1)));
            }
        } else {
            throw new IllegalArgumentException("headers is neither an object nor a list of pairs");
        }
        return fields;
    }

    private static HeaderField field(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the value of a header is not a string");
        }
        return new HeaderField(name, value.textValue());
    }

    private static String text(JsonNode head, String name) {
        JsonNode value = head.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is not a string");
        }
        return value.textValue();
    }

    private static Integer number(JsonNode head, String name) {
        JsonNode value = head.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isInt()) {
            throw new IllegalArgumentException(name + " is not a whole number");
        }
        return value.intValue();
    }

    private static String brief(String name) {
        return name.length() > 40 ? name.substring(0, 40) + "..." : name;
    }

    private static GateException invalid(String reason) {
        return new GateException(Errno.EINVAL, "the head of the request: " + reason);
    }
}
