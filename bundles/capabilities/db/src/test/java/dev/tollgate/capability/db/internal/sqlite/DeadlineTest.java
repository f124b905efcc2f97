package dev.tollgate.capability.db.internal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private long nanos = Long.MAX_VALUE - 5;
    private long free = Long.MAX_VALUE;
    private final Deadline deadline = new Deadline(() -> nanos, () -> free);

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void a23AStatementEndsWhenItsTimeIsOver() {
        deadline.in(Duration.ofNanos(10));
        nanos += 10;
        assertThat(deadline.progress()).isZero();
        nanos++;
        assertThat(deadline.progress()).isNotZero();
        assertThat(deadline.full()).isFalse();
    }

    @Test
    void anInterruptEndsItToo() {
        deadline.in(Duration.ofSeconds(1));
        Thread.currentThread().interrupt();
        assertThat(deadline.progress()).isNotZero();
    }

    @Test
    void a46SoDoesADiskThatIsNearlyFull() {
        deadline.in(Duration.ofHours(1));
        free = 1 << 20;
        int asked = 0;
        while (deadline.progress() == 0 && asked < 1_000) {
            asked++;
        }
        assertThat(asked).isLessThan(1_000);
        assertThat(deadline.full()).isTrue();
        deadline.in(Duration.ofHours(1));
        assertThat(deadline.full()).isFalse();
    }
}
