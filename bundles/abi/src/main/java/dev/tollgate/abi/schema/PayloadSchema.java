package dev.tollgate.abi.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.manifest.Violation;
import java.io.FileNotFoundException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Schema (draft 2020-12) that stands by itself: its references stay within it, and nothing is fetched. A check is bounded by
 * the bounds of {@link PayloadJson} and by what patterns may take.
 */
public final class PayloadSchema {
    /** The most bytes that a schema has. */
    public static final int MOST_BYTES = 256 << 10;
    /** The most characters that the patterns of a schema look at in one check. */
    public static final long MOST_PATTERN_STEPS = 10_000_000;

    private static final int MOST_SHOWN = 20;
    private static final int MOST_CHARACTERS = 300;
    private static final int MOST_COLLECTED = 10_000;
    private static final String OWN = "classpath:draft/2020-12/";
    private static final Set<String> REFERENCES = Set.of("$ref", "$dynamicRef", "$recursiveRef");
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012,
            factory -> factory.enableSchemaCache(false).schemaLoaders(loaders -> loaders.add(wanted -> () -> {
                if (!wanted.toString().startsWith(OWN)) {
                    throw new FileNotFoundException("a schema has no references to anything outside of it: " + wanted);
                }
                return JsonSchemaFactory.class.getClassLoader().getResourceAsStream(wanted.toString().substring("classpath:".length()));
            })));

    private final JsonSchema schema;

    private PayloadSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** @throws SchemaRefusedException when it is no schema, refers to something outside of it, or is too large */
    public static PayloadSchema of(String text) throws SchemaRefusedException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MOST_BYTES) {
            throw new SchemaRefusedException("a schema has at most " + MOST_BYTES + " bytes, this one has " + bytes.length);
        }
        JsonNode tree = tree(bytes);
        String draft = tree.path("$schema").asText(SchemaId.V202012);
        if (!draft.equals(SchemaId.V202012) && !draft.equals(SchemaId.V202012 + "#")) {
            throw new SchemaRefusedException("$schema is " + shown(draft) + ", and has to be " + SchemaId.V202012);
        }
        refuseReferences(tree, "");
        try {
            List<Violation> mistakes = violations(new PayloadSchema(FACTORY.getSchema(SchemaLocation.of(SchemaId.V202012), config())), tree, false);
            if (!mistakes.isEmpty()) {
                throw new SchemaRefusedException("it is no JSON Schema: " + mistakes.get(0));
            }
            JsonSchema schema = FACTORY.getSchema(tree, config());
            schema.initializeValidators();
            return new PayloadSchema(schema);
        } catch (JsonSchemaException | IllegalArgumentException unusable) {
            throw new SchemaRefusedException("it is no JSON Schema: " + shown(String.valueOf(unusable.getMessage())));
        } catch (StackOverflowError circular) {
            throw new SchemaRefusedException("its references lead back to themselves");
        }
    }

    /** What is wrong in a payload, the first {@value #MOST_SHOWN} of it; in one of many parts, the first alone. */
    public List<Violation> violations(JsonNode payload) {
        return violations(this, payload, left(payload, MOST_COLLECTED) < 0);
    }

    /** One thing that is wrong in a payload; a quicker look, and bounded also where everything is wrong. */
    public Optional<Violation> violation(JsonNode payload) {
        return violations(this, payload, true).stream().findFirst();
    }

    private static List<Violation> violations(PayloadSchema schema, JsonNode payload, boolean first) {
        try {
            return new PatternBudget(MOST_PATTERN_STEPS).during(() -> schema.schema.validate(payload, context ->
                    context.getExecutionConfig().setFailFast(first))).stream().limit(MOST_SHOWN).map(PayloadSchema::violation).toList();
        } catch (PatternBudget.Spent spent) {
            return List.of(new Violation("", shown(spent.getMessage())));
        } catch (StackOverflowError deep) {
            return List.of(new Violation("", "cannot be checked: the schema's references lead back to themselves"));
        }
    }

    /** What is left of a number of parts after those of a tree; less than 0 where it has more. Each may be wrong, and cost a message. */
    private static int left(JsonNode node, int most) {
        int now = most - 1;
        for (var part = node.iterator(); now >= 0 && part.hasNext();) {
            now = left(part.next(), now);
        }
        return now;
    }

    private static Violation violation(ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        String text = message.getMessage();
        return new Violation(shown(pointer), shown(text.startsWith(pointer + ": ") ? text.substring(pointer.length() + 2) : text));
    }

    private static JsonNode tree(byte[] bytes) throws SchemaRefusedException {
        try {
            JsonNode tree = PayloadJson.read(bytes);
            if (!tree.isObject()) {
                throw new SchemaRefusedException("a schema is a JSON object");
            }
            return tree;
        } catch (PayloadJson.MalformedException malformed) {
            throw new SchemaRefusedException("it " + malformed.getMessage());
        }
    }

    private static void refuseReferences(JsonNode node, String pointer) throws SchemaRefusedException {
        for (var field : node.properties()) {
            String place = pointer + "/" + field.getKey();
            if (REFERENCES.contains(field.getKey()) && field.getValue().isTextual() && !field.getValue().textValue().startsWith("#")) {
                throw new SchemaRefusedException(shown(place) + " refers to " + shown(field.getValue().textValue())
                        + ": references begin with '#' and stay within the schema");
            }
            refuseReferences(field.getValue(), place);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            refuseReferences(node.get(i), pointer + "/" + i);
        }
    }

    private static SchemaValidatorsConfig config() {
        return SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).pathType(PathType.JSON_POINTER)
                .regularExpressionFactory(PatternBudget::expression).build();
    }

    /** A payload's names and values are in the messages, at any length and with any characters. */
    private static String shown(String text) {
        return PlainText.of(text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "...");
    }
}
