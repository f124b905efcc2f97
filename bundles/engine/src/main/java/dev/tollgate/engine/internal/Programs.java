package dev.tollgate.engine.internal;

import dev.tollgate.abi.Digest;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The programs in use, by the digest of their module: plugins that have the same module share its code, and nothing else. A
 * program that nobody uses any more is forgotten.
 */
final class Programs {
    private final Map<Digest, WeakReference<Program>> known = new ConcurrentHashMap<>();

    /** The one of that module, where it is in use. */
    Optional<Program> find(Digest wasm) {
        WeakReference<Program> present = known.get(wasm);
        return Optional.ofNullable(present == null ? null : present.get());
    }

    /** Two who make the same one at a time both make it; whoever holds a lock meanwhile would make all others wait. */
    Program of(Digest wasm, Supplier<Program> make) {
        return find(wasm).orElseGet(() -> {
            Program program = make.get();
            known.put(wasm, new WeakReference<>(program));
            known.values().removeIf(reference -> reference.refersTo(null));
            return program;
        });
    }
}
