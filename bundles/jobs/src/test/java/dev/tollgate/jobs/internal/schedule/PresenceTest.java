package dev.tollgate.jobs.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.internal.HandClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PresenceTest {
    private final HandClock clock = new HandClock();
    private final MemoryScheduleStore store = new MemoryScheduleStore();

    @Test
    void aNodeTellsEveryTenSecondsThatItIsUpAndForgetsThoseThatAreGone() {
        Presence presence = new Presence("n1", store, clock);
        new Presence("n2", store, clock).tick();
        presence.tick();
        assertThat(store.nodes).isEqualTo(Map.of("n1", HandClock.START, "n2", HandClock.START));

        clock.turn(Duration.ofSeconds(9));
        presence.tick();
        assertThat(store.nodes).containsEntry("n1", HandClock.START);
        clock.turn(Duration.ofSeconds(111));
        presence.tick();
        assertThat(store.nodes).as("two minutes are not more than two").containsOnlyKeys("n1", "n2");
        clock.turn(Duration.ofSeconds(10));
        presence.tick();
        assertThat(store.nodes).containsOnlyKeys("n1");
    }

    @Test
    void aNodeThatWasStoppedForLongDoesNotCountItselfAmongTheGone() {
        Presence presence = new Presence("n1", store, clock);
        presence.tick();
        clock.turn(Duration.ofHours(1));

        presence.tick();

        assertThat(store.nodes).containsOnlyKeys("n1");
    }

    @Test
    void a49AfterAClockThatIsPutBackItTellsAtOnce() {
        Presence presence = new Presence("n1", store, clock);
        presence.tick();
        clock.turn(Duration.ofHours(-1));

        presence.tick();

        assertThat(store.nodes).containsEntry("n1", HandClock.START.minusSeconds(3_600));
    }
}
