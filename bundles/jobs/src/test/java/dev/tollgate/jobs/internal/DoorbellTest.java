package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DoorbellTest {
    private final Doorbell bell = new Doorbell();

    @Test
    void aRingBeforeTheWaitIsNotSleptOver() throws InterruptedException {
        bell.ring();
        bell.ring();

        assertThat(bell.await(Duration.ofHours(1))).isTrue();
        assertThat(bell.await(Duration.ZERO)).as("two rings are one").isFalse();
    }

    @Test
    void aRingEndsTheWait() {
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return bell.await(Duration.ofHours(1));
            } catch (InterruptedException impossible) {
                return false;
            }
        });

        bell.ring();

        assertThat(waiting.join()).isTrue();
    }
}
