package dev.tollgate.store.postgres.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final DatabaseClock clock = new DatabaseClock(nanos::get, NOON);

    @Test
    void itGoesOnWithTheMonotonicClock() {
        pass(Duration.ofSeconds(7));

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void aMeasurementThatIsAheadOfItIsTakenOverWithHalfOfTheTimeThatTheAnswerTook() {
        long asked = nanos.get();
        pass(Duration.ofMillis(10));

        clock.told(NOON.plusSeconds(3), asked, nanos.get());

        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(3).plusMillis(5));
    }

    @Test
    void itDoesNotGoBackButSlowerUntilItIsRight() {
        clock.told(NOON.minusSeconds(1), nanos.get(), nanos.get());
        assertThat(clock.instant()).isEqualTo(NOON);

        pass(Duration.ofSeconds(5));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(4_500));
        pass(Duration.ofSeconds(15));

        assertThat(clock.instant()).isEqualTo(NOON.minusSeconds(1).plusSeconds(20));
    }

    @Test
    void anAnswerToAProcessThatWasHeldUpIsNotBelieved() {
        clock.told(NOON, nanos.get(), nanos.get());
        long asked = nanos.get();
        pass(Duration.ofSeconds(5));

        clock.told(NOON.plusSeconds(5), asked, nanos.get());

        assertThat(clock.instant()).as("half of five seconds would have been added").isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void aWayThatBecameLongerForGoodIsBelievedAfterAWhile() {
        clock.told(NOON, nanos.get(), nanos.get());
        for (int i = 0; i < 10; i++) {
            long asked = nanos.get();
            pass(Duration.ofMillis(400));
            clock.told(NOON.plusSeconds(60), asked, nanos.get());
        }

        assertThat(clock.instant()).isAfter(NOON.plusSeconds(60));
    }

    @Test
    void whateverIsMeasuredItNeverGoesBack() {
        long seed = Long.getLong("seed", ThreadLocalRandom.current().nextLong());
        Random random = new Random(seed);
        Instant before = clock.instant();
        for (int i = 0; i < 10_000; i++) {
            pass(Duration.ofMillis(random.nextInt(1_000)));
            if (random.nextInt(5) == 0) {
                clock.told(before.plusMillis(random.nextInt(20_000) - 10_000), nanos.get() - random.nextInt(1_000_000), nanos.get());
            }
            Instant now = clock.instant();
            assertThat(now).as("with -Dseed=" + seed).isAfterOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void aNodeWhoseOwnClockIsWrongAgreesWithTheDatabase() throws SQLException {
        try (TestNode node = new TestNode(TestServer.empty())) {
            Instant asked = Instant.parse(now());
            Instant answered = node.jobs.clock().instant();
            Instant after = Instant.parse(now());

            assertThat(answered).isBetween(asked.minusMillis(500), after.plusMillis(500));
        }
    }

    private static String now() throws SQLException {
        return TestServer.ask("SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
