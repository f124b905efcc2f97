package dev.tollgate.store.sqlite.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.store.contract.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final HandClock machine = new HandClock(START);
    private final AtomicLong counter = new AtomicLong(Long.MAX_VALUE - 1);
    private final SteadyClock clock = new SteadyClock(machine, counter::get);

    @Test
    void itIsTheMachinesClockWhileThatRunsEvenly() {
        assertThat(clock.instant()).isEqualTo(START);
        pass(LEASE);
        assertThat(clock.instant()).isEqualTo(START.plus(LEASE));
        pass(Duration.ofDays(3));
        assertThat(clock.instant()).isEqualTo(machine.instant());
    }

    @Test
    void aJumpBackNeitherTurnsItBackNorKeepsLeasesMuchLonger() {
        machine.turn(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(START);

        pass(LEASE);
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofSeconds(27)));
    }

    @Test
    void aJumpForwardEndsNoLeaseMuchEarlier() {
        machine.turn(Duration.ofHours(1));
        assertThat(clock.instant()).isEqualTo(START);

        pass(LEASE);
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofSeconds(33)));
    }

    @Test
    void afterAJumpItComesBackToTheMachinesClockAndStaysThere() {
        machine.turn(Duration.ofMinutes(-1));
        for (int minutes = 0; minutes < 10; minutes++) {
            pass(Duration.ofMinutes(1));
            clock.instant();
        }
        assertThat(clock.instant()).isEqualTo(machine.instant());
        machine.turn(Duration.ofMinutes(1));
        for (int minutes = 0; minutes < 10; minutes++) {
            pass(Duration.ofMinutes(1));
            clock.instant();
        }
        assertThat(clock.instant()).isEqualTo(machine.instant());
    }

    @Test
    void itNeverGoesBackWhateverTheMachinesClockDoes() {
        long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
        Random random = new Random(seed);
        Instant before = clock.instant();
        for (int i = 0; i < 10_000; i++) {
            counter.addAndGet(random.nextInt(1_000_000_000));
            machine.turn(Duration.ofMillis(random.nextInt(200_000) - 100_000));
            Instant after = clock.instant();
            assertThat(after).as("with -Dseed=" + seed).isAfterOrEqualTo(before);
            before = after;
        }
    }

    private void pass(Duration time) {
        counter.addAndGet(time.toNanos());
        machine.turn(time);
    }
}
