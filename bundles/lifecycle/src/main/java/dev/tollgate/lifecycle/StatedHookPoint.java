package dev.tollgate.lifecycle;

import java.util.Objects;
import java.util.Optional;

/** A hook point that is what was said of it. */
record StatedHookPoint<T>(String name, HookKind kind, Class<T> type, Optional<String> schema) implements HookPoint<T> {
    StatedHookPoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(schema, "schema");
    }
}
