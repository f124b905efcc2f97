package dev.tollgate.jobs.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobIdsTest {
    private final HandClock clock = new HandClock();
    private final JobIds ids = new JobIds(clock, new Random(42));

    @Test
    void anIdIsAUuidOfVersionSevenThatTellsItsMillisecond() {
        UUID id = UUID.fromString(ids.next().value());

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(HandClock.START.toEpochMilli());
    }

    @Test
    void tenThousandIdsOfOneMillisecondSortAsTheyWereMade() {
        List<JobId> made = Stream.generate(ids::next).limit(10_000).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aClockThatIsSetBackDoesNotUpsetTheOrder() {
        JobId before = ids.next();
        clock.turn(Duration.ofHours(-1));
        JobId meanwhile = ids.next();
        clock.turn(Duration.ofHours(2));

        assertThat(List.of(before, meanwhile, ids.next())).isSorted().doesNotHaveDuplicates();
    }
}
