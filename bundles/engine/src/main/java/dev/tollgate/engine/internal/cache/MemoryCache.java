package dev.tollgate.engine.internal.cache;

import dev.tollgate.limits.Bytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Keeps entries in memory, the most recently used ones. For a host that has no folder for them. */
public final class MemoryCache implements CodeCache {
    private final long most;
    private final Map<CodeKey, byte[]> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    public MemoryCache(Bytes most) {
        this.most = most.count();
    }

    @Override
    public synchronized Optional<byte[]> find(CodeKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized void keep(CodeKey key, byte[] content) {
        byte[] before = entries.put(key, content);
        held += content.length - (before == null ? 0 : before.length);
        Iterator<byte[]> oldest = entries.values().iterator();
        while (held > most) {
            held -= oldest.next().length;
            oldest.remove();
        }
    }
}
