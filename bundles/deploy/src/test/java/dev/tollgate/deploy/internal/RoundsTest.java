package dev.tollgate.deploy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A folder is looked at for as long as the server runs. */
class RoundsTest {
    @Test
    void aRoundThatEndsInAnErrorIsNotTheLastOne() throws Exception {
        AtomicInteger count = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        Rounds rounds = new Rounds("rounds", () -> {
            if (count.incrementAndGet() == 1) {
                throw new StackOverflowError();
            }
            second.countDown();
            return Duration.ofHours(1);
        }, Duration.ofMillis(1));
        rounds.wake();
        assertThat(second.await(60, TimeUnit.SECONDS)).isTrue();
        rounds.close();
    }
}
