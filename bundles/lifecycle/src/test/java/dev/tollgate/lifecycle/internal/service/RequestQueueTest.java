package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestQueueTest {
    /** Each plugin's tasks run one at a time, in order, and each runs once; nothing is left of a plugin that has none. */
    @Test
    void eachPluginsTasksRunInTheirOrderOneAtATime() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        ExecutorService plugins = Executors.newFixedThreadPool(4);
        RequestQueue queue = new RequestQueue(threads);
        try {
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                String slug = "plugin-" + p;
                Random random = new Random(seed + p);
                all.add(plugins.submit(() -> tasks(queue, slug, random)));
            }
            for (Future<List<Integer>> ran : all) {
                assertThat(ran.get()).as("seed %d", seed).isEqualTo(IntStream.range(0, 2_000).boxed().toList());
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(queue.size()).isZero();
        } finally {
            threads.shutdownNow();
            plugins.shutdownNow();
        }
    }

    private static List<Integer> tasks(RequestQueue queue, String slug, Random random) throws InterruptedException {
        List<Integer> ran = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch left = new CountDownLatch(2_000);
        AtomicInteger running = new AtomicInteger();
        for (int i = 0; i < 2_000;) {
            if (!queue.reserve(slug, 8)) {
                Thread.onSpinWait();
            } else if (random.nextInt(5) == 0) {
                queue.cancel(slug);
            } else {
                int number = i++;
                queue.put(slug, () -> {
                    if (running.incrementAndGet() == 1) {
                        ran.add(number);
                    }
                    running.decrementAndGet();
                    left.countDown();
                });
            }
        }
        left.await();
        return ran;
    }

    @Test
    void aPlaceThatIsGivenBackIsFreeAgainAndLeavesNothing() {
        RequestQueue queue = new RequestQueue(Runnable::run);
        assertThat(queue.reserve("alpha", 1)).isTrue();
        assertThat(queue.reserve("alpha", 1)).isFalse();
        queue.cancel("alpha");
        assertThat(queue.size()).isZero();
        assertThat(queue.reserve("alpha", 1)).isTrue();
    }
}
