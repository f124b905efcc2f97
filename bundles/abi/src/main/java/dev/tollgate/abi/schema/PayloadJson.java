package dev.tollgate.abi.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tollgate.abi.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Reads JSON that a guest wrote: one value, no name twice, neither deeper nor of more parts than what checks it can bear. */
public final class PayloadJson {
    /** How deep objects and arrays lie in each other at most; whatever walks through them uses the stack. */
    public static final int MOST_DEPTH = 100;
    /** The most names, values and brackets. */
    public static final int MOST_TOKENS = 100_000;

    private static final int MOST_SHOWN = 200;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder().streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(MOST_DEPTH).maxTokenCount(MOST_TOKENS).build()).enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private PayloadJson() {
    }

    /** @throws MalformedException when it is not one JSON value within the bounds */
    public static JsonNode read(byte[] content) throws MalformedException {
        try {
            JsonNode tree = MAPPER.readTree(content);
            if (tree == null || tree.isMissingNode()) {
                throw new MalformedException("is empty, and no JSON");
            }
            return tree;
        } catch (JsonProcessingException malformed) {
            JsonLocation at = malformed.getLocation();
            String place = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            String why = malformed.getOriginalMessage().lines().findFirst().orElse("");
            throw new MalformedException("is no JSON that is taken" + place + ": "
                    + PlainText.of(why.length() <= MOST_SHOWN ? why : why.substring(0, MOST_SHOWN) + "..."));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Bytes are not the JSON that they should be. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message, null, false, false);
        }
    }
}
