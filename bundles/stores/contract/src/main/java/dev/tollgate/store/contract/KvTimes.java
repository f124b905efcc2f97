package dev.tollgate.store.contract;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;

/** How long a store takes for one call after the other, on one thread: prints medians and 99th percentiles. */
public record KvTimes(KvStore store) {
    private static final KvAccess ACCESS = new KvAccess("times", Instant.EPOCH, Duration.ofMinutes(1));
    private static final int KEYS = 1_000;

    public void print(String name) {
        for (int size : new int[] {100, KvEntry.MOST_BYTES}) {
            int calls = size > 1_000 ? 300 : 3_000;
            Random random = new Random(1);
            print(name + " set of " + size + " bytes", calls, i -> set(i, random, size));
            print(name + " get of " + size + " bytes", calls, i -> store.get(ACCESS, key(i)));
        }
    }

    /** Never the same value twice: a store may notice, and write nothing. */
    private void set(int i, Random random, int size) {
        byte[] value = new byte[size];
        random.nextBytes(value);
        store.change(ACCESS, key(i), 1L << 40, present -> KvChange.put(new KvEntry(value, Optional.empty()), true));
    }

    private static KvKey key(int i) {
        return new KvKey("key/" + i % KEYS);
    }

    private static void print(String what, int calls, IntConsumer call) {
        long[] nanos = new long[calls];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < calls; i++) {
                long start = System.nanoTime();
                call.accept(i);
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf("%s: median %,d ns, 99th percentile %,d ns%n", what, nanos[calls / 2], nanos[calls * 99 / 100]);
    }
}
