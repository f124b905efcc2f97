package dev.tollgate.ingress.events.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;

/**
 * An event as JSON: {@code {"topic": ..., "properties": {...}, "omitted": [...]}}. Text, numbers, truth values, points in time, and
 * arrays, collections and maps of them are there; what has no form in JSON (services, exceptions, objects of an application), lies deeper
 * than {@value #DEEPEST} levels or contains itself is left out and named in {@code omitted}, with {@code null} in its place where a list
 * counts on it. Properties whose name begins with a dot are private, as those of services are, and not named either.
 */
final class EventJson {
    static final int DEEPEST = 8;
    static final int MOST_VALUES = 10_000;
    static final int MOST_NAMES = 50;

    private static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int LONGEST_NAME = 200;

    private final int maxBytes;
    private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<String> omitted = new ArrayList<>();
    private int unnamed;
    private int values;
    private long characters;

    private EventJson(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @throws TooLargeException when it takes more bytes; work on it ends where that is certain */
    static byte[] of(Event event, int maxBytes) throws TooLargeException {
        return new EventJson(maxBytes).bytes(event);
    }

    private byte[] bytes(Event event) throws TooLargeException {
        ObjectNode properties = NODES.objectNode();
        for (String name : event.getPropertyNames()) {
            if (!name.startsWith(".") && !name.equals(EventConstants.EVENT_TOPIC)) {
                Optional<JsonNode> value = value(event.getProperty(name), name, 1);
                if (value.isPresent()) {
                    properties.set(key(name), value.get());
                }
            }
        }
        ObjectNode whole = NODES.objectNode().put("topic", event.getTopic());
        whole.set("properties", properties);
        ArrayNode left = whole.putArray("omitted");
        omitted.forEach(left::add);
        if (unnamed > 0) {
            whole.put("omitted_more", unnamed);
        }
        return written(whole);
    }

    private byte[] written(ObjectNode whole) throws TooLargeException {
        try {
            byte[] bytes = JSON.writeValueAsBytes(whole);
            if (bytes.length > maxBytes) {
                throw tooLarge();
            }
            return bytes;
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree cannot be written", impossible);
        }
    }

    private Optional<JsonNode> value(Object value, String path, int depth) throws TooLargeException {
        if (++values > MOST_VALUES) {
            throw new TooLargeException("it has more than " + MOST_VALUES + " values");
        }
        count(value);
        try {
            Optional<JsonNode> scalar = Scalars.of(value);
            if (scalar.isPresent()) {
                return scalar;
            }
            if (depth < DEEPEST && container(value) && open.add(value)) {
                try {
                    return Optional.of(contents(value, path, depth));
                } finally {
                    open.remove(value);
                }
            }
        } catch (RuntimeException itsOwn) {
            // A collection that is changed meanwhile, or is no good: its contents cannot be had.
        }
        omit(path);
        return Optional.empty();
    }

    private static boolean container(Object value) {
        return value instanceof Map<?, ?> || value instanceof Collection<?> || value.getClass().isArray();
    }

    private JsonNode contents(Object value, String path, int depth) throws TooLargeException {
        if (value instanceof Map<?, ?> map) {
            return object(map, path, depth);
        }
        ArrayNode list = NODES.arrayNode();
        if (value instanceof Collection<?> collection) {
            for (Object item : collection) {
                list.add(value(item, path + "[" + list.size() + "]", depth + 1).orElse(NODES.nullNode()));
            }
        } else {
            for (int i = 0; i < Array.getLength(value); i++) {
                list.add(value(Array.get(value, i), path + "[" + i + "]", depth + 1).orElse(NODES.nullNode()));
            }
        }
        return list;
    }

    private ObjectNode object(Map<?, ?> map, String path, int depth) throws TooLargeException {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            count(entry.getKey());
            Optional<String> key = Scalars.word(entry.getKey());
            if (key.isEmpty()) {
                omit(path + ".?");
                continue;
            }
            Optional<JsonNode> value = value(entry.getValue(), path + "." + cut(key.get()), depth + 1);
            if (value.isPresent()) {
                object.set(key(key.get()), value.get());
            }
        }
        return object;
    }

    /** What is longer than all of it may be is not copied first. */
    private void count(Object value) throws TooLargeException {
        if (value instanceof String text) {
            characters += text.length();
        } else if (value instanceof byte[] bytes) {
            characters += bytes.length;
        }
        if (characters > maxBytes) {
            throw tooLarge();
        }
    }

    private String key(String name) throws TooLargeException {
        count(name);
        return Scalars.word(name).orElseThrow();
    }

    private void omit(String path) {
        if (omitted.size() < MOST_NAMES) {
            omitted.add(Scalars.word(cut(path)).orElseThrow());
        } else {
            unnamed++;
        }
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private TooLargeException tooLarge() {
        return new TooLargeException("it has more than " + maxBytes + " bytes as JSON (max.bytes)");
    }
}
