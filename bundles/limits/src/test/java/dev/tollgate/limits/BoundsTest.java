package dev.tollgate.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The bounds that outlast an invocation: memory, rates, slots. */
class BoundsTest {
    @Test
    void memoryIsTakenBeforeItIsThereAndThePeakIsKept() {
        MemoryBudget budget = new MemoryBudget(new Bytes(100), new HostMemory(Bytes.ofMiB(1), wanted -> { }));
        budget.take(60);
        budget.take(40);
        assertThatThrownBy(() -> budget.take(1)).isInstanceOf(Tripped.class);
        budget.giveBack(50);
        assertThat(budget.held().count()).isEqualTo(50);
        assertThat(budget.peak().count()).isEqualTo(100);
        budget.allow(new Bytes(60));
        assertThat(budget.peak().count()).isEqualTo(50);
        assertThatThrownBy(() -> budget.take(Long.MAX_VALUE)).isInstanceOf(Tripped.class);
        assertThatThrownBy(() -> budget.take(-1)).isInstanceOf(Tripped.class);
    }

    @Test
    void aRateAllowsSoManyInAnyStretchOfItsWindow() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        Rate rate = new Rate(3, Duration.ofMinutes(1), clock(now::get));
        assertThat(rate.tryTake("a")).isTrue();
        now.set(Instant.EPOCH.plusSeconds(30));
        assertThat(rate.tryTake("a")).isTrue();
        assertThat(rate.tryTake("a")).isTrue();
        assertThat(rate.tryTake("a")).isFalse();
        assertThat(rate.tryTake("b")).as("another key has a share of its own").isTrue();
        now.set(Instant.EPOCH.plusSeconds(60));
        assertThat(rate.tryTake("a")).as("the first is a minute old").isTrue();
        assertThat(rate.tryTake("a")).isFalse();
    }

    @Test
    void aBucketAllowsABurstAndThenItsRate() {
        AtomicLong now = new AtomicLong();
        TokenBucket bucket = new TokenBucket(60, 2, now::get);
        assertThat(bucket.tryTake()).isTrue();
        assertThat(bucket.tryTake()).isTrue();
        assertThat(bucket.tryTake()).isFalse();
        now.addAndGet(Duration.ofMillis(1_001).toNanos());
        assertThat(bucket.tryTake()).isTrue();
        assertThat(bucket.tryTake()).isFalse();
    }

    @Test
    void aManifestGetsTheSmallerOfWhatItAsksAndTheCeiling() {
        Limits asked = Limits.HOOK.with(new Fuel(10), Bytes.ofMiB(512), Duration.ofSeconds(9));
        Limits ceiling = Limits.HOOK.with(new Fuel(20), Bytes.ofMiB(256), Duration.ofSeconds(5));
        assertThat(asked.within(ceiling)).isEqualTo(Limits.HOOK.with(new Fuel(10), Bytes.ofMiB(256), Duration.ofSeconds(5)));
    }

    private static Clock clock(InstantSource source) {
        return source.withZone(ZoneOffset.UTC);
    }
}
