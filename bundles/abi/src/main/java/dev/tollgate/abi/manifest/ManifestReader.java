package dev.tollgate.abi.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.ApplyDefaultsStrategy;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads {@code plugin.yaml}: YAML or JSON, checked against the one schema, with every violation reported at once. */
public final class ManifestReader {
    /** The most bytes that a manifest has. */
    public static final int MOST_BYTES = 256 << 10;

    private static final Duration LONGEST_JOB = Duration.ofHours(24);

    private final ObjectMapper yaml = YAMLMapper.builder(YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build()).build();
    private final JsonSchema schema = schema();

    /** The schema itself, as JSON, for tools and documentation. */
    public static String schemaText() {
        try (InputStream in = ManifestReader.class.getResourceAsStream("plugin.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** @throws ManifestException with everything that is wrong */
    public Manifest read(byte[] content) throws ManifestException {
        JsonNode tree = parse(content);
        List<Violation> violations = new ArrayList<>();
        for (ValidationMessage message : schema.walk(tree, true).getValidationMessages()) {
            violations.add(violation(message));
        }
        controlCharacters(tree, "", violations);
        if (violations.isEmpty()) {
            Manifest manifest = bind(tree);
            violations.addAll(beyondTheSchema(manifest));
            if (violations.isEmpty()) {
                return manifest;
            }
        }
        throw new ManifestException(violations.stream().distinct().toList());
    }

    private JsonNode parse(byte[] content) throws ManifestException {
        if (content.length > MOST_BYTES) {
            throw mistake("", "a manifest has at most " + MOST_BYTES + " bytes, this one has " + content.length);
        }
        try {
            refuseIndirection(content);
            JsonNode tree = yaml.readTree(content);
            if (tree == null || !tree.isObject()) {
                throw mistake("", "a manifest is a YAML mapping that begins with 'apiVersion: tollgate/v1'");
            }
            // A section whose fields all have defaults may be left out; the schema fills it once it is there.
            for (String section : List.of("limits", "capabilities", "dependencies", "hooks", "lifecycle", "config")) {
                if (!tree.has(section)) {
                    ((ObjectNode) tree).putObject(section);
                }
            }
            return tree;
        } catch (JsonProcessingException malformed) {
            var at = malformed.getLocation();
            String line = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw mistake("", "not valid YAML" + line + ": " + malformed.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Aliases and tags would be read as something else than they look like, and a second document not at all. */
    private void refuseIndirection(byte[] content) throws IOException, ManifestException {
        try (YAMLParser parser = (YAMLParser) yaml.getFactory().createParser(content)) {
            boolean ended = false;
            while (parser.nextToken() != null) {
                if (ended) {
                    throw mistake("", "a manifest is one YAML document; another one begins in line "
                            + parser.currentLocation().getLineNr());
                }
                ended = parser.getParsingContext().inRoot();
                if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
                    throw mistake("", "anchors, aliases and tags are not taken (line " + parser.currentLocation().getLineNr()
                            + "): write the value where it belongs");
                }
            }
        }
    }

    private Manifest bind(JsonNode tree) {
        ObjectNode node = (ObjectNode) tree;
        for (String list : List.of("jobs", "schedules")) {
            if (!node.has(list)) {
                node.putArray(list);
            }
        }
        ObjectNode hooks = (ObjectNode) node.get("hooks");
        for (String kind : List.of("filters", "actions")) {
            if (!hooks.has(kind)) {
                hooks.putArray(kind);
            }
        }
        return yaml.convertValue(node, Manifest.class);
    }

    /** A pattern's end also matches before a last line end, which no name has. */
    private static void controlCharacters(JsonNode node, String pointer, List<Violation> violations) {
        if (node.isTextual() && !pointer.startsWith("/config/") && node.textValue().chars().anyMatch(Character::isISOControl)) {
            violations.add(new Violation(pointer, "has a line end or another control character in it"));
        }
        node.properties().forEach(field -> controlCharacters(field.getValue(), pointer + "/" + escape(field.getKey()), violations));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            controlCharacters(node.get(i), pointer + "/" + i, violations);
        }
    }

    private static List<Violation> beyondTheSchema(Manifest manifest) {
        List<Violation> violations = new ArrayList<>();
        Set<String> types = new HashSet<>();
        for (int i = 0; i < manifest.jobs().size(); i++) {
            if (!types.add(manifest.jobs().get(i).type())) {
                violations.add(new Violation("/jobs/" + i + "/type", "'" + manifest.jobs().get(i).type()
                        + "' is declared twice; a job type is declared once"));
            }
        }
        Duration timeout = Durations.parse(manifest.limits().jobTimeout()).orElseThrow();
        if (timeout.isZero() || timeout.compareTo(LONGEST_JOB) > 0) {
            violations.add(new Violation("/limits/job_timeout", "is longer than 0 and at most 24h"));
        }
        violations.addAll(ScheduleRules.violations(manifest.schedules(), LONGEST_JOB));
        manifest.service().ifPresent(service -> violations.addAll(ServiceRules.violations(service)));
        return violations;
    }

    private Violation violation(ValidationMessage message) {
        String pointer = message.getInstanceLocation().toString();
        String property = message.getProperty();
        if ("additionalProperties".equals(message.getType()) && property != null) {
            return new Violation(pointer + "/" + escape(property), "unknown field; allowed here: " + allowedBeside(message));
        }
        if ("required".equals(message.getType()) && property != null) {
            return new Violation(pointer + "/" + escape(property), "is missing, and must be there");
        }
        String text = message.getMessage();
        return new Violation(pointer, text.startsWith(pointer + ": ") ? text.substring(pointer.length() + 2) : text);
    }

    /** The names that the schema has where it says that there are no others. */
    private String allowedBeside(ValidationMessage additionalProperties) {
        String place = additionalProperties.getSchemaLocation().getFragment().toString();
        JsonNode beside = schema.getSchemaNode().at(place.substring(0, place.lastIndexOf('/'))).path("properties");
        List<String> names = new ArrayList<>();
        beside.fieldNames().forEachRemaining(names::add);
        return String.join(", ", names);
    }

    private static String escape(String property) {
        return property.replace("~", "~0").replace("/", "~1");
    }

    private static ManifestException mistake(String pointer, String message) {
        return new ManifestException(List.of(new Violation(pointer, message)));
    }

    private static JsonSchema schema() {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder().locale(Locale.ENGLISH).pathType(PathType.JSON_POINTER)
                .applyDefaultsStrategy(new ApplyDefaultsStrategy(true, false, true)).build();
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaText(), config);
    }
}
