package dev.tollgate.lifecycle.internal.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.lifecycle.ingress.OutputRefusedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what the handler of an event wrote. How large the tree of it may become is bounded as the text is: a guest's short text can be a large tree. */
final class OutputReader {
    static final int MOST_COMMANDS = 16;
    private static final int DEEPEST = 32;
    private static final int MOST_TOKENS = 20_000;
    private static final String SHAPE = "a handler of events writes nothing, or {\"commands\": [...]} as JSON in UTF-8";

    private final ObjectReader json = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxTokenCount(MOST_TOKENS).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().readerFor(JsonNode.class);

    /** The commands in their order, each an object with a text {@code command}. */
    List<ObjectNode> read(byte[] output) throws OutputRefusedException {
        JsonNode commands = commands(tree(output));
        if (commands.size() > MOST_COMMANDS) {
            throw new OutputRefusedException("/commands: there are " + commands.size() + " commands; an event can have " + MOST_COMMANDS);
        }
        List<ObjectNode> read = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            if (!(commands.get(i) instanceof ObjectNode command) || !command.path("command").isTextual()) {
                throw new OutputRefusedException("/commands/" + i + ": is no object with a text 'command'");
            }
            read.add(command);
        }
        return read;
    }

    private static JsonNode commands(JsonNode tree) throws OutputRefusedException {
        JsonNode commands = tree.path("commands");
        if (!tree.isObject() || !commands.isArray()) {
            throw new OutputRefusedException("the output is no list of commands: " + SHAPE);
        }
        if (tree.size() > 1) {
            throw new OutputRefusedException("the output has fields beside 'commands': " + SHAPE);
        }
        return commands;
    }

    private JsonNode tree(byte[] output) throws OutputRefusedException {
        try {
            return json.readTree(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(output)).toString());
        } catch (CharacterCodingException other) {
            throw new OutputRefusedException("the output is not UTF-8: " + SHAPE);
        } catch (JsonProcessingException malformed) {
            throw new OutputRefusedException("the output is no JSON, has a name twice, or is nested deeper than " + DEEPEST + " or larger than "
                    + MOST_TOKENS + " values: " + SHAPE);
        }
    }
}
