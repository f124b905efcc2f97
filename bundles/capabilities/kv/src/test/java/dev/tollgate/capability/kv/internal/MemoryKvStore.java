package dev.tollgate.capability.kv.internal;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvRange;
import dev.tollgate.abi.kv.KvStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A store that keeps nothing when the process ends. */
final class MemoryKvStore implements KvStore {
    private final Map<String, TreeMap<byte[], KvEntry>> spaces = new HashMap<>();

    @Override
    public synchronized Optional<KvEntry> get(KvAccess access, KvKey key) {
        return Optional.ofNullable(live(access).get(key.utf8()));
    }

    @Override
    public synchronized <T> Optional<T> change(KvAccess access, KvKey key, long mostBytes,
            Function<Optional<KvEntry>, KvChange<T>> changer) {
        Optional<KvEntry> present = get(access, key);
        KvChange<T> change = changer.apply(present);
        int before = present.map(entry -> entry.bytes(key)).orElse(0);
        int after = change.entry().map(entry -> entry.bytes(key)).orElse(0);
        if (after > before && bytes(access) + after - before > mostBytes) {
            return Optional.empty();
        }
        if (change.written()) {
            live(access).remove(key.utf8());
            change.entry().ifPresent(entry -> live(access).put(key.utf8(), entry));
        }
        return Optional.of(change.answer());
    }

    @Override
    public synchronized List<KvKey> list(KvAccess access, KvRange range, int most) {
        return live(access).tailMap(range.from(), true).headMap(range.until(), false).keySet().stream().limit(most).map(KvKey::of).toList();
    }

    @Override
    public synchronized long bytes(KvAccess access) {
        return live(access).entrySet().stream().mapToLong(entry -> entry.getValue().bytes(KvKey.of(entry.getKey()))).sum();
    }

    @Override
    public synchronized void forget(String space) {
        spaces.remove(space);
    }

    private TreeMap<byte[], KvEntry> live(KvAccess access) {
        TreeMap<byte[], KvEntry> space = spaces.computeIfAbsent(access.space(), slug -> new TreeMap<>(Arrays::compareUnsigned));
        space.values().removeIf(entry -> entry.expired(access.at()));
        return space;
    }
}
