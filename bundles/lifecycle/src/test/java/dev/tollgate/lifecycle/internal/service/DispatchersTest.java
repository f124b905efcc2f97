package dev.tollgate.lifecycle.internal.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DispatchersTest {
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void turnsAreTakenInTheOrderInWhichTheyBecameReady() {
        Dispatchers dispatchers = new Dispatchers(threads::add, 1);
        dispatchers.ready(() -> {
            done.add("a1");
            dispatchers.ready(() -> done.add("a2"), false);
        }, false);
        dispatchers.ready(() -> done.add("b"), true);
        dispatchers.ready(() -> done.add("c"), false);
        work();
        assertThat(done).containsExactly("a1", "b", "c", "a2");
    }

    @Test
    void aTurnThatFailsEndsNoOther() {
        Dispatchers dispatchers = new Dispatchers(threads::add, 1);
        dispatchers.ready(() -> {
            throw new IllegalStateException("expected by this test");
        }, true);
        dispatchers.ready(() -> done.add("b"), true);
        work();
        assertThat(done).containsExactly("b");
        dispatchers.ready(() -> done.add("c"), true);
        work();
        assertThat(done).containsExactly("b", "c");
    }

    @Test
    void asManySlowOnesAsThereAreThreadsKeepNoQuickOneWaiting() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        CountDownLatch release = new CountDownLatch(1);
        try {
            Dispatchers dispatchers = new Dispatchers(pool, 16);
            CountDownLatch slow = new CountDownLatch(12);
            CountDownLatch allSlow = new CountDownLatch(16);
            IntStream.range(0, 16).forEach(i -> dispatchers.ready(() -> {
                slow.countDown();
                await(release);
                allSlow.countDown();
            }, true));
            await(slow);
            CountDownLatch quick = new CountDownLatch(100);
            IntStream.range(0, 100).forEach(i -> dispatchers.ready(quick::countDown, false));
            await(quick);
            assertThat(allSlow.getCount()).as("12 of them have begun, and none is at its end").isEqualTo(16);
            release.countDown();
            await(allSlow);
        } finally {
            release.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void aServiceThatHasMuchToDoGoesToTheEndOfTheLineAfterEachEvent() {
        HandHost host = new HandHost();
        Map<String, Service> services = new TreeMap<>();
        List.of("one", "two", "three").forEach(slug -> services.put(slug, host.running(FakePlugin.of(slug))));
        host.calls.clear();
        services.values().forEach(service -> IntStream.range(0, 3).forEach(i -> service.offer(host.event("in", ""))));
        host.work();
        assertThat(host.calls).extracting(call -> call.plugin().id().slug()).containsExactly("one", "three", "two", "one", "three", "two",
                "one", "three", "two");
    }

    private void work() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }
}
