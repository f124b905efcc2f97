package dev.tollgate.lifecycle.internal.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import dev.tollgate.abi.PlainText;
import dev.tollgate.abi.manifest.Violation;
import dev.tollgate.abi.schema.PayloadSchema;
import dev.tollgate.abi.schema.SchemaRefusedException;
import dev.tollgate.lifecycle.HookKind;
import dev.tollgate.lifecycle.HookPayloadException;
import dev.tollgate.lifecycle.HookPoint;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A hook point in force, as it was when it was registered. It has a mapper with a cache of its own: one for all would keep the classes
 * of applications that are gone.
 */
final class RegisteredPoint<T> implements Form<T> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.:-]{0,99}");
    private static final int FEW_TYPES = 64;

    final HookPoint<T> point;
    final String name;
    final PayloadCheck check;
    private final HookKind kind;
    private final Class<T> type;
    private final Optional<String> schema;
    private final JsonMapper mapper = JsonMapper.builder(new JsonFactory())
            .typeFactory(TypeFactory.defaultInstance().withCache(new LRUMap<Object, JavaType>(FEW_TYPES, FEW_TYPES)))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    /** @throws SchemaRefusedException when payloads cannot be checked against its schema */
    RegisteredPoint(HookPoint<T> point) throws SchemaRefusedException {
        this.point = point;
        this.name = Objects.requireNonNull(point.name(), "name");
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("no hook has the name '" + PlainText.of(name) + "', allowed is " + NAME);
        }
        this.kind = Objects.requireNonNull(point.kind(), "kind");
        this.type = Objects.requireNonNull(point.type(), "type");
        this.schema = point.schema();
        this.check = new PayloadCheck(name, schema.isPresent() ? Optional.of(PayloadSchema.of(schema.get())) : Optional.empty());
    }

    /** Whether an application means this one: the same service, or one that says the same. */
    boolean is(HookPoint<?> other) {
        return other == point || other.name().equals(name) && other.kind() == kind && other.type() == type && other.schema().equals(schema);
    }

    @Override
    public byte[] write(T value) {
        try {
            JsonNode tree = mapper.valueToTree(Objects.requireNonNull(value, "value"));
            check.given(tree);
            return mapper.writeValueAsBytes(tree);
        } catch (JsonProcessingException | IllegalArgumentException unwritable) {
            throw new HookPayloadException(name, List.of(new Violation("", "cannot be written as JSON: " + firstLine(unwritable.getMessage()))));
        }
    }

    @Override
    public T read(byte[] output) throws InvalidOutputException {
        JsonNode tree = check.returned(output);
        try {
            T value = mapper.treeToValue(tree, type);
            if (value == null) {
                throw new InvalidOutputException("what it returned is null");
            }
            return value;
        } catch (JsonMappingException misfit) {
            throw misfit(misfit.getPath().stream().map(at -> "/" + (at.getFieldName() == null ? at.getIndex() : at.getFieldName()))
                    .collect(Collectors.joining()));
        } catch (IOException | RuntimeException misfit) {
            throw misfit("");
        }
    }

    private static InvalidOutputException misfit(String place) {
        return new InvalidOutputException("what it returned does not fit the Java type of the hook point"
                + (place.isEmpty() ? "" : " at " + PlainText.of(place)));
    }

    private static String firstLine(String message) {
        return PlainText.of(String.valueOf(message).lines().findFirst().orElse(""));
    }
}
