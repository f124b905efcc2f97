package dev.tollgate.engine.internal.cache;

import java.util.Optional;

/** Keeps what was made of modules, so that it need not be made again. It may forget whatever it likes. */
public interface CodeCache {
    /** Keeps nothing. */
    CodeCache NONE = new CodeCache() {
        @Override
        public Optional<byte[]> find(CodeKey key) {
            return Optional.empty();
        }

        @Override
        public void keep(CodeKey key, byte[] content) {
            // It does not.
        }
    };

    /** What was kept under this very key, or nothing. */
    Optional<byte[]> find(CodeKey key);

    void keep(CodeKey key, byte[] content);
}
