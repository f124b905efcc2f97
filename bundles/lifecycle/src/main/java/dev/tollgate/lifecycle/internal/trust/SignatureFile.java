package dev.tollgate.lifecycle.internal.trust;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tollgate.abi.Digest;
import dev.tollgate.abi.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The signatures of a package, in a file of it: {@code {"signatures": [{"key": "…", "signature": "…"}]}}. Every byte of it is somebody's whom
 * nobody trusts yet, so it has one form, and anything else is refused. It names no algorithm: there is one.
 */
public final class SignatureFile {
    public static final String NAME = "plugin.sig";
    static final int MOST_BYTES = 16 << 10;
    static final int MOST_SIGNATURES = 16;

    private static final JsonMapper JSON = JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).enable(SerializationFeature.INDENT_OUTPUT).build();

    private SignatureFile() {
    }

    /** @throws IllegalArgumentException where it is none; the message says what is wrong with it */
    public static List<PackageSignature> read(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw new IllegalArgumentException("it has " + content.length + " bytes; at most " + MOST_BYTES + " are taken");
        }
        JsonNode all = only(parse(content), Set.of("signatures"), "it").get("signatures");
        if (!all.isArray() || all.isEmpty() || all.size() > MOST_SIGNATURES) {
            throw new IllegalArgumentException("/signatures is a list of 1 to " + MOST_SIGNATURES + " signatures");
        }
        List<PackageSignature> signatures = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            PackageSignature next = signature(all.get(i), "/signatures/" + i);
            if (signatures.stream().anyMatch(other -> other.key().equals(next.key()))) {
                throw new IllegalArgumentException("/signatures/" + i + " is a second one of the key " + next.key().brief());
            }
            signatures.add(next);
        }
        return List.copyOf(signatures);
    }

    public static byte[] write(List<PackageSignature> signatures) {
        ObjectNode json = JSON.createObjectNode();
        ArrayNode all = json.putArray("signatures");
        signatures.forEach(one -> all.addObject().put("key", one.key().hex())
                .put("signature", Base64.getEncoder().encodeToString(one.signature())));
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static JsonNode parse(byte[] content) {
        try {
            return JSON.readTree(content);
        } catch (IOException malformed) {
            throw new IllegalArgumentException("it is no JSON, or says something twice", malformed);
        }
    }

    private static PackageSignature signature(JsonNode json, String where) {
        JsonNode fields = only(json, Set.of("key", "signature"), where);
        String text = text(fields, "signature", where);
        try {
            byte[] signature = Base64.getDecoder().decode(text);
            if (!Base64.getEncoder().encodeToString(signature).equals(text)) {
                throw new IllegalArgumentException("base64 has one form of 64 bytes, and this is another");
            }
            return new PackageSignature(new Digest(text(fields, "key", where)), signature);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(where + ": " + malformed.getMessage(), malformed);
        }
    }

    private static String text(JsonNode fields, String name, String where) {
        if (!fields.get(name).isTextual()) {
            throw new IllegalArgumentException(where + "/" + name + " is a text");
        }
        return fields.get(name).textValue();
    }

    /** An object with just these fields. */
    private static JsonNode only(JsonNode json, Set<String> names, String where) {
        Set<String> has = new TreeSet<>();
        json.fieldNames().forEachRemaining(has::add);
        if (!json.isObject() || !has.equals(names)) {
            String shown = has.stream().limit(4).map(name -> PlainText.of(name.substring(0, Math.min(40, name.length())))).toList().toString();
            throw new IllegalArgumentException(where + " is an object with " + new TreeSet<>(names) + " and nothing else; it has " + shown);
        }
        return json;
    }
}
