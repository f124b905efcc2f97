package dev.tollgate.shell.internal.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.abi.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One thing that a command tells of. A field is always there, {@code null} where there is nothing; a time is ISO-8601 in UTC, a duration a
 * number in the unit that its field's name ends with, a name of the host's in lower case. Texts are cut: they can be a guest's.
 */
public final class Doc {
    private static final int MOST_OF_A_TEXT = 4_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ObjectNode node = NODES.objectNode();

    public static Doc of(PluginId plugin) {
        return new Doc().put("slug", plugin.slug()).put("version", plugin.version()).put("digest", plugin.digest().hex());
    }

    public static ArrayNode array(Collection<?> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(node(value)));
        return array;
    }

    public Doc put(String field, Object value) {
        node.set(field, node(value));
        return this;
    }

    /** @param field ends with {@code Millis} */
    public Doc millis(String field, Duration duration) {
        return put(field, duration.toNanos() / 1_000 / 1e3);
    }

    public ObjectNode node() {
        return node;
    }

    public static String cut(String text) {
        return text.length() <= MOST_OF_A_TEXT ? text : text.substring(0, MOST_OF_A_TEXT) + "... (" + text.length() + " characters)";
    }

    /** As people read it. */
    public static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static JsonNode node(Object value) {
        if (value == null) {
            return NODES.nullNode();
        } else if (value instanceof Optional<?> optional) {
            return node(optional.orElse(null));
        } else if (value instanceof JsonNode json) {
            return json;
        } else if (value instanceof Doc doc) {
            return doc.node;
        } else if (value instanceof Boolean bool) {
            return NODES.booleanNode(bool);
        } else if (value instanceof Double number) {
            return NODES.numberNode(number);
        } else if (value instanceof Number number) {
            return NODES.numberNode(number.longValue());
        } else if (value instanceof Instant at) {
            return NODES.textNode(at.truncatedTo(ChronoUnit.MILLIS).toString());
        } else if (value instanceof Enum<?> name) {
            return NODES.textNode(name.name().toLowerCase(Locale.ROOT));
        } else if (value instanceof PluginId id) {
            return of(id).node;
        } else if (value instanceof Collection<?> values) {
            return array(values);
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            new TreeMap<>(map).forEach((key, each) -> object.set(key instanceof Enum<?> name ? name.name() : key.toString(), node(each)));
            return object;
        }
        return NODES.textNode(cut(value.toString()));
    }

    public static List<JsonNode> nodes(List<Doc> docs) {
        return docs.stream().map(doc -> (JsonNode) doc.node).toList();
    }
}
