package dev.tollgate.lifecycle.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnstileTest {
    private final AtomicInteger closed = new AtomicInteger();
    private final Turnstile turnstile = new Turnstile(closed::incrementAndGet);

    @Test
    void whoIsInsideKeepsItOpenAndTheLastWhoLeavesCloses() {
        assertThat(turnstile.enter()).isTrue();
        assertThat(turnstile.enter()).isTrue();
        turnstile.leave();
        turnstile.shut();
        assertThat(turnstile.enter()).isFalse();
        assertThat(turnstile.isDeserted()).isFalse();
        assertThat(closed).hasValue(0);
        turnstile.leave();
        assertThat(closed).hasValue(1);
        assertThat(turnstile.isDeserted()).isTrue();
    }

    @Test
    void whereNobodyIsInsideWhoShutsItClosesOnce() {
        turnstile.shut();
        turnstile.shut();
        turnstile.end();
        assertThat(closed).hasValue(1);
    }

    @Test
    void whoIsInsideAtTheEndIsNotWantedAnyMore() {
        turnstile.enter();
        turnstile.shut();
        assertThat(turnstile.goesOn()).isTrue();
        turnstile.end();
        assertThat(turnstile.goesOn()).isFalse();
        assertThat(closed).hasValue(0);
        turnstile.leave();
        assertThat(closed).hasValue(1);
    }

    @Test
    void ofManyAtOnceNobodyIsInsideWhatIsClosedAndItIsClosedOnce() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 300; round++) {
                AtomicInteger times = new AtomicInteger();
                AtomicBoolean open = new AtomicBoolean(true);
                Turnstile shared = new Turnstile(() -> {
                    times.incrementAndGet();
                    open.set(false);
                });
                List<Future<Boolean>> inside = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    int spin = random.nextInt(50);
                    inside.add(threads.submit(() -> {
                        boolean wasOpen = true;
                        while (shared.enter()) {
                            for (int j = 0; j < spin; j++) {
                                wasOpen &= open.get();
                            }
                            shared.leave();
                        }
                        return wasOpen;
                    }));
                }
                Future<?> shutting = threads.submit(shared::shut);
                for (Future<Boolean> each : inside) {
                    assertThat(each.get()).as("seed %d, round %d", seed, round).isTrue();
                }
                shutting.get();
                assertThat(times).as("seed %d, round %d", seed, round).hasValue(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
