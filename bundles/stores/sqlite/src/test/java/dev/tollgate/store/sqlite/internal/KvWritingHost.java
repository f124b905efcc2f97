package dev.tollgate.store.sqlite.internal;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process that writes values until it is killed, for {@link KvCrashTest}. Each thread counts on one counter of all, and puts
 * what it reached under a key of its own; it prints {@code <counter> <key>.} when both are acknowledged.
 */
final class KvWritingHost {
    static final KvAccess ACCESS = new KvAccess("notes", Instant.EPOCH, Duration.ofMinutes(1));
    static final KvKey COUNTER = new KvKey("counter");
    private static final int THREADS = 6;

    private KvWritingHost() {
    }

    public static void main(String[] arguments) {
        KvStore store = new SqliteKvStore(Database.open(Path.of(arguments[0])));
        for (int i = 0; i < THREADS; i++) {
            String name = "thread-" + i;
            new Thread(() -> writeForEver(store, name)).start();
        }
    }

    private static void writeForEver(KvStore store, String name) {
        for (int i = 0;; i++) {
            long reached = store.change(ACCESS, COUNTER, Long.MAX_VALUE, present -> {
                long next = present.map(KvWritingHost::number).orElse(0L) + 1;
                return KvChange.put(entry(next), next);
            }).orElseThrow();
            // Some are put in place of others, so that sizes change.
            KvKey key = new KvKey(name + "/" + i % 50 + "/" + "k".repeat(i % 100));
            store.change(ACCESS, key, Long.MAX_VALUE, present -> KvChange.put(entry(reached), true));
            System.out.println(reached + " " + key.text() + KilledHost.END);
        }
    }

    static long number(KvEntry entry) {
        return Long.parseLong(new String(entry.value(), StandardCharsets.US_ASCII));
    }

    private static KvEntry entry(long number) {
        return new KvEntry(Long.toString(number).getBytes(StandardCharsets.US_ASCII), Optional.empty());
    }
}
