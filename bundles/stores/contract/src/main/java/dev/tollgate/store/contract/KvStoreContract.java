package dev.tollgate.store.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link dev.tollgate.abi.kv.KvStore} does, and what it does for many threads at once. */
@Timeout(300)
public abstract class KvStoreContract extends KvListContract {
    private static final int THREADS = 8;
    private static final KvKey COUNTER = new KvKey("counter");

    @Test
    void numbersThatEightThreadsAddToAreExact() throws Exception {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("seed " + seed + ": eight threads add");
        List<Callable<Long>> adders = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            adders.add(() -> {
                long added = 0;
                for (int i = 0; i < 100; i++) {
                    long delta = random.nextInt(-50, 51);
                    add(delta);
                    added += delta;
                }
                return added;
            });
        }

        long sum = together(adders).stream().mapToLong(Long::longValue).sum();

        assertThat(value(SPACE, COUNTER.text(), START)).contains(Long.toString(sum));
        assertThat(store.bytes(access(SPACE, START))).isEqualTo(KvEntry.LEAST_COUNTED);
    }

    @Test
    void ofEightThreadsThatTakeTheSameStepExactlyOneDoes() throws Exception {
        List<Callable<Integer>> steppers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            steppers.add(() -> {
                int taken = 0;
                for (int i = 0; i < 100; i++) {
                    taken += step(i) ? 1 : 0;
                }
                return taken;
            });
        }

        int taken = together(steppers).stream().mapToInt(Integer::intValue).sum();

        String reached = value(SPACE, COUNTER.text(), START).orElseThrow();
        assertThat(taken).isEqualTo(Integer.parseInt(reached));
    }

    @Test
    void eightThreadsTogetherFillASpaceToItsLastByteAndNotBeyond() throws Exception {
        List<Callable<Integer>> fillers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String prefix = "of " + thread + "/";
            fillers.add(() -> {
                int put = 0;
                for (int i = 0; i < 80; i++) {
                    put += put(SPACE, prefix + i, new byte[10], Optional.empty(), START, 400L * KvEntry.LEAST_COUNTED) ? 1 : 0;
                }
                return put;
            });
        }

        assertThat(together(fillers).stream().mapToInt(Integer::intValue).sum()).isEqualTo(400);

        assertThat(store.bytes(access(SPACE, START))).isEqualTo(400L * KvEntry.LEAST_COUNTED);
        assertThat(store.list(access(SPACE, START), KvRange.of("", Optional.empty()), 1_000)).as("and no more than it counts").hasSize(400);
    }

    @Test
    void spacesAreMadeAndForgottenByEightThreadsAtOnceWithoutAnError() throws Exception {
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int own = thread;
            callers.add(() -> {
                for (int i = 0; i < 40; i++) {
                    put("space-" + i % 4, "key " + own, "x");
                    if (own % 4 == 0) {
                        store.forget("space-" + i % 4);
                    }
                }
                return true;
            });
        }

        assertThat(together(callers)).doesNotContain(false);

        for (int i = 0; i < 4; i++) {
            store.forget("space-" + i);
            assertThat(store.bytes(access("space-" + i, START))).isZero();
        }
    }

    private void add(long delta) {
        store.change(new KvAccess(SPACE, START, Duration.ofMinutes(1)), COUNTER, PLENTY, present -> KvChange.put(new KvEntry(
                bytes(Long.toString(delta + present.map(entry -> Long.parseLong(text(entry))).orElse(0L))), Optional.empty()), true));
    }

    /** From one number to the next, unless it is another number by now. */
    private boolean step(int from) {
        return store.change(access(SPACE, START), COUNTER, PLENTY, present ->
                present.map(entry -> Integer.parseInt(text(entry))).orElse(0) != from ? KvChange.none(false)
                        : KvChange.put(new KvEntry(bytes(Integer.toString(from + 1)), Optional.empty()), true)).orElseThrow();
    }

    private static <T> List<T> together(List<Callable<T>> callers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers.size());
        try {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(callers)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
