package dev.tollgate.lifecycle.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** A provider goes when nobody is in it. */
class ProviderTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Provider provider = new Provider(new Kv(), new Provider.Source(1, 0, 1, "bundle", new Version("1.0.0")));

    @Test
    void nobodyEntersAClosedOneAndTheLastToLeaveEndsTheWait() throws Exception {
        assertThat(provider.enter()).isTrue();
        assertThat(provider.enter()).isTrue();
        provider.close();
        assertThat(provider.enter()).isFalse();
        assertThat(provider.inside()).isEqualTo(2);
        provider.leave();
        assertThat(provider.drained(Duration.ZERO)).isFalse();
        CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> {
            try {
                return provider.drained(LONG);
            } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
            }
        });
        provider.leave();
        assertThat(drained.join()).isTrue();
    }

    /** A60, A56: whoever got in is out before it is gone, however the threads interleave. */
    @Test
    void a60NobodyIsEverInAProviderThatHasGone() throws Exception {
        for (int round = 0; round < 300; round++) {
            Provider each = new Provider(new Kv(), new Provider.Source(round, 0, 1, "bundle", new Version("1.0.0")));
            AtomicBoolean gone = new AtomicBoolean();
            AtomicInteger calledWhenGone = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(2);
            List<Thread> callers = new ArrayList<>();
            for (int caller = 0; caller < 2; caller++) {
                Thread thread = new Thread(() -> {
                    begun.countDown();
                    while (each.enter()) {
                        if (gone.get()) {
                            calledWhenGone.incrementAndGet();
                        }
                        each.leave();
                    }
                });
                thread.start();
                callers.add(thread);
            }
            begun.await();
            each.close();
            assertThat(each.drained(LONG)).isTrue();
            gone.set(true);
            for (Thread thread : callers) {
                thread.join();
            }
            assertThat(calledWhenGone).hasValue(0);
        }
    }
}
