package dev.tollgate.engine.internal;

import dev.tollgate.abi.Digest;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The programs in use, by the digest of their module: plugins that have the same module share its code, and nothing else. A
 * program that nobody uses any more is forgotten.
 */
final class Programs {
    private final Map<Digest, WeakReference<Program>> known = new ConcurrentHashMap<>();

    /** Two who make the same one at a time both make it; whoever holds a lock meanwhile would make all others wait. */
    Program of(byte[] wasm, Supplier<Program> make) {
        Digest digest = Digest.of(wasm);
        WeakReference<Program> present = known.get(digest);
        Program program = present == null ? null : present.get();
        if (program == null) {
            program = make.get();
            known.put(digest, new WeakReference<>(program));
            known.values().removeIf(reference -> reference.refersTo(null));
        }
        return program;
    }
}
