package dev.tollgate.capability.http.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Writes the head of a result: one line of JSON and its line feed. */
final class AnswerWriter {
    private static final JsonMapper JSON = new JsonMapper();
    /** They were about the connection, which is over. */
    private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "keep-alive", "proxy-authenticate",
            "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private AnswerWriter() {
    }

    static byte[] write(Answer answer, Target last, int redirects, ContentDecoding decoding) {
        ObjectNode head = JSON.createObjectNode().put("status", answer.status()).put("url", last.toString()).put("redirects", redirects);
        ArrayNode headers = head.putArray("headers");
        answer.headers().stream()
                .filter(header -> !OF_THE_CONNECTION.contains(header.name()))
                .filter(header -> decoding == ContentDecoding.NONE || !header.is("content-encoding"))
                .forEach(header -> headers.addArray().add(header.name()).add(header.value()));
        try {
            return (JSON.writeValueAsString(head) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of strings and numbers has a form in JSON", impossible);
        }
    }
}
