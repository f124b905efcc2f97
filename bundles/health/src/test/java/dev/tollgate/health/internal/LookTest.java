package dev.tollgate.health.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LookTest {
    private final AtomicLong nanos = new AtomicLong(-5);
    private final AtomicInteger looks = new AtomicInteger();

    @Test
    void whatWasSeenWithinASecondIsNotLookedAtAgain() {
        Look look = new Look(this::seen, nanos::get);
        Verdict first = look.now();
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(look.now()).isSameAs(first);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(look.now()).isNotSameAs(first);
        assertThat(looks).hasValue(2);
    }

    @Test
    void nobodyWaitsBehindALookThatHangsWhileSomethingWasSeenLately() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Look look = new Look(() -> {
            if (looks.get() == 1) {
                begun.countDown();
                await(go);
            }
            return seen();
        }, nanos::get);
        Verdict first = look.now();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        CompletableFuture<Verdict> hangs = CompletableFuture.supplyAsync(look::now, task -> new Thread(task).start());
        await(begun);
        for (int i = 0; i < 100; i++) {
            assertThat(look.now()).isSameAs(first);
        }
        go.countDown();
        assertThat(hangs.get(60, TimeUnit.SECONDS)).isNotSameAs(first);
        assertThat(looks).as("nobody looked a second time").hasValue(2);
    }

    @Test
    void aLookThatFailsIsNoReasonToStayAway() {
        Look look = new Look(() -> {
            if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
            }
            return new Verdict(List.of());
        }, nanos::get);
        assertThatThrownBy(look::now).isInstanceOf(IllegalStateException.class);
        assertThat(look.now()).isNotNull();
    }

    private Verdict seen() {
        looks.incrementAndGet();
        return new Verdict(List.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new AssertionError(stop);
        }
    }
}
