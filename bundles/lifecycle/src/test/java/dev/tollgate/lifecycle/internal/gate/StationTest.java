package dev.tollgate.lifecycle.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

/** Providers of one gate come and go, and calls find the right one. */
class StationTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration NONE = Duration.ZERO;

    private final Station station = new Station(System::nanoTime);

    @Test
    void theOneWithTheHigherRankingThenTheNewerBundleThenTheOlderServiceIsEntered() {
        Provider plain = provider(2, 0, "1.0.0");
        station.add(plain);
        station.add(provider(3, 0, "1.0.0"));
        assertThat(station.enter(() -> NONE)).isSameAs(plain);
        Provider newer = provider(4, 0, "1.1.0");
        station.add(newer);
        assertThat(station.enter(() -> NONE)).isSameAs(newer);
        Provider ranked = provider(5, 1, "0.9.0");
        station.add(ranked);
        assertThat(station.enter(() -> NONE)).isSameAs(ranked);
    }

    @Test
    void whatIsLeftBehindByAnUpdateIsFoundWithoutWaiting() {
        Provider old = provider(1, 0, "1.0.0");
        Provider next = provider(2, 0, "1.0.0");
        station.add(old);
        station.add(next);
        station.remove(1, LONG);
        assertThat(station.enter(() -> NONE)).isSameAs(next);
        assertThat(old.enter()).isFalse();
    }

    @Test
    void aCallWaitsForTheNextProviderAndGetsIt() {
        station.add(provider(1, 0, "1.0.0"));
        station.remove(1, LONG);
        assertThat(station.provided()).as("it is expected back").isTrue();
        CompletableFuture<Provider> waiting = CompletableFuture.supplyAsync(() -> station.enter(() -> LONG));
        Provider next = provider(2, 0, "1.0.0");
        station.add(next);
        assertThat(waiting.join()).isSameAs(next);
    }

    @Test
    void aCallWaitsNoLongerThanItsOwnPatienceOrTheDepartures() {
        station.add(provider(1, 0, "1.0.0"));
        station.remove(1, LONG);
        assertThat(station.enter(() -> Duration.ofMillis(1))).isNull();
        AtomicLong now = new AtomicLong();
        Station other = new Station(now::get);
        other.add(provider(1, 0, "1.0.0"));
        other.remove(1, Duration.ofSeconds(2));
        assertThat(other.provided()).isTrue();
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(other.provided()).isFalse();
        assertThat(other.enter(() -> LONG)).as("nobody waits twice for one departure").isNull();
    }

    @Test
    void aGateThatNobodyEverProvidedIsNotWaitedFor() {
        assertThat(station.provided()).isFalse();
        assertThat(station.enter(() -> LONG)).isNull();
    }

    @Test
    void whoIsInterruptedWhileWaitingStopsAndStaysInterrupted() {
        station.add(provider(1, 0, "1.0.0"));
        station.remove(1, LONG);
        Thread.currentThread().interrupt();
        assertThat(station.enter(() -> LONG)).isNull();
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Provider provider(long service, int ranking, String version) {
        return new Provider(new Kv(), new Provider.Source(service, ranking, service, "dev.tollgate.capability-kv", new Version(version)));
    }
}
