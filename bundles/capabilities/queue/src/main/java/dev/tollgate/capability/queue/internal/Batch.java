package dev.tollgate.capability.queue.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tollgate.abi.Errno;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.bridge.PluginQueue;
import dev.tollgate.bridge.PluginQueue.Answer;
import dev.tollgate.bridge.PluginQueue.Wish;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/** The items of a batch, in their order: each a wish, or what is wrong with it. */
final class Batch {
    private static final int LONGEST_TYPE = 64;
    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private final List<Item> items;

    /** @param wish null where there is a refusal */
    private record Item(Wish wish, Answer.Refused refusal) {
    }

    private Batch(List<Item> items) {
        this.items = items;
    }

    /** @throws GateException where it is no array, or one that is too long: then there are no items to answer for */
    static Batch read(String text) throws GateException {
        JsonNode array;
        try {
            array = JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw invalid("the batch is not valid JSON");
        }
        if (!array.isArray()) {
            throw invalid("the batch is a JSON array");
        }
        if (array.size() > PluginQueue.MOST_IN_BATCH) {
            throw new GateException(Errno.ETOOBIG, "a batch of " + array.size() + " jobs; at most " + PluginQueue.MOST_IN_BATCH
                    + " are taken");
        }
        List<Item> items = new ArrayList<>();
        array.forEach(item -> items.add(item(item)));
        return new Batch(items);
    }

    /** Those that can be asked for. */
    List<Wish> wishes() {
        return items.stream().filter(item -> item.refusal == null).map(Item::wish).toList();
    }

    /** @param answers to the wishes, in their order */
    String answers(List<Answer> answers) {
        Iterator<Answer> next = answers.iterator();
        ArrayNode all = JSON.createArrayNode();
        for (Item item : items) {
            Answer answer = item.refusal != null ? item.refusal : next.next();
            if (answer instanceof Answer.Taken taken) {
                all.addObject().put("id", taken.id().value());
            } else {
                Answer.Refused refused = (Answer.Refused) answer;
                all.addObject().put("error", refused.errno().number()).put("message", refused.message());
            }
        }
        return all.toString();
    }

    private static Item item(JsonNode item) {
        try {
            return new Item(wish(item), null);
        } catch (GateException refused) {
            return new Item(null, new Answer.Refused(refused.errno(), refused.getMessage()));
        }
    }

    private static Wish wish(JsonNode item) throws GateException {
        if (!item.isObject()) {
            throw invalid("a job of a batch is a JSON object");
        }
        for (Iterator<String> names = item.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!List.of("type", "payload", "payload_base64", "options").contains(name)) {
                throw invalid("field '" + PlainText.of(name) + "' is not known; type, payload, payload_base64 and options are");
            }
        }
        String type = text(item, "type");
        if (type == null) {
            throw invalid("a job of a batch has a type");
        }
        if (type.getBytes(StandardCharsets.UTF_8).length > LONGEST_TYPE) {
            throw new GateException(Errno.ETOOBIG, "a job type has at most " + LONGEST_TYPE + " bytes");
        }
        JsonNode options = item.path("options");
        if (!options.isMissingNode() && !options.isObject()) {
            throw invalid("options are a JSON object");
        }
        return new Wish(type, body(item), options.isMissingNode() ? "" : options.toString());
    }

    private static byte[] body(JsonNode item) throws GateException {
        String payload = text(item, "payload");
        String encoded = text(item, "payload_base64");
        if (payload != null && encoded != null) {
            throw invalid("a job of a batch has payload or payload_base64, not both");
        }
        if (encoded == null) {
            return payload == null ? new byte[0] : payload.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException malformed) {
            throw invalid("payload_base64 is not valid Base64");
        }
    }

    private static String text(JsonNode item, String name) throws GateException {
        JsonNode value = item.path(name);
        if (!value.isMissingNode() && !value.isTextual()) {
            throw invalid(name + " is a text");
        }
        return value.textValue();
    }

    private static GateException invalid(String message) {
        return new GateException(Errno.EINVAL, message);
    }
}
