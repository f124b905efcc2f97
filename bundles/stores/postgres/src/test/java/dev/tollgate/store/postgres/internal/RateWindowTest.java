package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class RateWindowTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void itCountsAsTheSecondsOfTheLastMinuteDo() {
        long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
        Random random = new Random(seed);
        RateWindow window = new RateWindow(0, new int[RateWindow.SECONDS]);
        Deque<Long> counted = new ArrayDeque<>();
        long second = START.getEpochSecond();
        for (int i = 0; i < 20_000; i++) {
            second += random.nextInt(4) == 0 ? random.nextInt(random.nextInt(10) == 0 ? 100 : 3) : 0;
            while (!counted.isEmpty() && counted.peekFirst() <= second - RateWindow.SECONDS) {
                counted.removeFirst();
            }
            boolean room = counted.size() < 10;

            assertThat(window.count(Instant.ofEpochSecond(second), 10)).as("with -Dseed=" + seed).isEqualTo(room);

            if (room && random.nextInt(7) == 0) {
                window.takeBack();
            } else if (room) {
                counted.addLast(second);
            }
        }
    }

    @Test
    void aNodeThatIsBehindCountsInTheNewestSecond() {
        RateWindow window = new RateWindow(0, new int[RateWindow.SECONDS]);
        window.count(START.plusSeconds(10), 2);

        assertThat(window.count(START, 2)).isTrue();
        assertThat(window.count(START.minusSeconds(100), 2)).isFalse();
        assertThat(window.count(START.plusSeconds(69), 2)).isFalse();
        assertThat(window.count(START.plusSeconds(70), 2)).isTrue();
    }
}
