package dev.tollgate.lifecycle.internal.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.abi.schema.PayloadJson;
import dev.tollgate.abi.schema.PayloadSchema;
import dev.tollgate.lifecycle.HookPayloadException;
import dev.tollgate.lifecycle.internal.hook.Form.InvalidOutputException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What may pass through a hook: JSON, and what its schema takes where there is one. */
record PayloadCheck(String hook, Optional<PayloadSchema> schema) {
    /** @throws HookPayloadException when an application passes something else */
    JsonNode given(byte[] payload) {
        try {
            JsonNode tree = PayloadJson.read(payload);
            given(tree);
            return tree;
        } catch (PayloadJson.MalformedException malformed) {
            throw new HookPayloadException(hook, List.of(new Violation("", malformed.getMessage())));
        }
    }

    void given(JsonNode payload) {
        List<Violation> violations = schema.map(checks -> checks.violations(payload)).orElse(List.of());
        if (!violations.isEmpty()) {
            throw new HookPayloadException(hook, violations);
        }
    }

    JsonNode returned(byte[] output) throws InvalidOutputException {
        try {
            JsonNode tree = PayloadJson.read(output);
            Optional<Violation> violation = schema.flatMap(checks -> checks.violation(tree));
            if (violation.isPresent()) {
                throw new InvalidOutputException("what it returned is not what the hook point takes: " + violation.get());
            }
            return tree;
        } catch (PayloadJson.MalformedException malformed) {
            throw new InvalidOutputException("what it returned " + malformed.getMessage());
        }
    }

    /** Bytes, checked on the way. */
    Form<byte[]> bytes() {
        return new Form<>() {
            @Override
            public byte[] write(byte[] value) {
                given(value);
                return value;
            }

            @Override
            public byte[] read(byte[] output) throws InvalidOutputException {
                returned(output);
                return output;
            }
        };
    }

    /** Trees. */
    Form<JsonNode> json() {
        return new Form<>() {
            @Override
            public byte[] write(JsonNode value) {
                given(value);
                return value.toString().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public JsonNode read(byte[] output) throws InvalidOutputException {
                return returned(output);
            }
        };
    }
}
