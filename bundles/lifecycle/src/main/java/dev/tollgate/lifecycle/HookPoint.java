package dev.tollgate.lifecycle;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A hook that an application calls, and what passes through it; a whiteboard service. While it is registered, everything that passes
 * through a hook of this name is checked, in whatever form it is called: what the application passes, and what each filter returns.
 * The first registration of a name holds until it goes; another one is logged and holds after it. One that cannot be read is refused.
 *
 * @param <T> what Jackson reads and writes: a record, say
 */
@ConsumerType
public interface HookPoint<T> {
    /** As manifests name it. */
    String name();

    HookKind kind();

    Class<T> type();

    /** A JSON Schema of draft 2020-12 without references to anything outside of it; without one, the type is all that counts. */
    Optional<String> schema();

    static <T> HookPoint<T> filter(String name, Class<T> type) {
        return new StatedHookPoint<>(name, HookKind.FILTER, type, Optional.empty());
    }

    static <T> HookPoint<T> filter(String name, Class<T> type, String schema) {
        return new StatedHookPoint<>(name, HookKind.FILTER, type, Optional.of(schema));
    }

    static <T> HookPoint<T> action(String name, Class<T> type) {
        return new StatedHookPoint<>(name, HookKind.ACTION, type, Optional.empty());
    }

    static <T> HookPoint<T> action(String name, Class<T> type, String schema) {
        return new StatedHookPoint<>(name, HookKind.ACTION, type, Optional.of(schema));
    }
}
