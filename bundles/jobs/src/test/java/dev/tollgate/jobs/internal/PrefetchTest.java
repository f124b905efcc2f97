package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrefetchTest {
    private final Prefetch prefetch = new Prefetch(4);

    @Test
    void nothingIsClaimedAheadBeforeAJobWasMeasured() {
        assertThat(prefetch.size()).isZero();
    }

    @Test
    void shortJobsAreClaimedAheadUpToABound() {
        took(Duration.ofMillis(1), 1);
        assertThat(prefetch.size()).isEqualTo(40);
        took(Duration.ZERO, 400);
        assertThat(prefetch.size()).isEqualTo(500);
    }

    @Test
    void theLongerAClaimTakesTheMoreIsClaimedAheadUpToABound() {
        took(Duration.ofMillis(2), 1);
        assertThat(prefetch.size()).isEqualTo(20);
        prefetch.claimTook(Duration.ofMillis(20));
        assertThat(prefetch.size()).isEqualTo(80);
        for (int i = 0; i < 200; i++) {
            prefetch.claimTook(Duration.ofSeconds(2));
        }
        assertThat(prefetch.size()).isEqualTo(200);
    }

    @Test
    void longJobsAreNotClaimedAhead() {
        took(Duration.ofMillis(11), 1);

        assertThat(prefetch.size()).isZero();
    }

    @Test
    void oneLongJobAmongShortOnesIsEnoughToStop() {
        took(Duration.ofNanos(10_000), 100);
        took(Duration.ofSeconds(10), 1);

        assertThat(prefetch.size()).isZero();
        took(Duration.ofNanos(10_000), 200);
        assertThat(prefetch.size()).isPositive();
    }

    private void took(Duration run, int times) {
        for (int i = 0; i < times; i++) {
            prefetch.took(run);
        }
    }
}
