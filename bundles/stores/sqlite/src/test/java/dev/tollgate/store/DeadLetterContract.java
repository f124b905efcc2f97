package dev.tollgate.store;

import static dev.tollgate.store.TestJobs.START;
import static dev.tollgate.store.TestJobs.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.NewJob;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The dead letters, and how long anything is kept. */
public abstract class DeadLetterContract extends JobStoreContract {
    @Test
    void aReplayedJobStartsAnewWithItsRenewedPayload() {
        JobExecution dead = dead("a", START);

        assertThat(store.replay(dead.id(), START.plusSeconds(7), payload -> bytes("renewed"))).isTrue();

        JobView view = view(dead.id());
        assertThat(view.state()).isEqualTo(JobState.QUEUED);
        assertThat(view.attempts()).isZero();
        assertThat(view.finishedAt()).isEmpty();
        assertThat(view.runAt()).isEqualTo(START.plusSeconds(7));
        JobExecution again = claimAt(START.plusSeconds(7), 1).get(0);
        assertThat(again.payload()).isEqualTo(bytes("renewed"));
        assertThat(again.attempt()).isEqualTo(1);
    }

    @Test
    void whatIsNotDeadIsNeitherReplayedNorDiscarded() {
        NewJob queued = jobs.of("a");
        store.insert(List.of(queued));

        assertThat(store.replay(queued.id(), START, payload -> bytes("other"))).isFalse();
        assertThat(store.discard(queued.id(), START)).isFalse();
        assertThat(store.replay(jobs.id(), START, payload -> payload)).isFalse();
        assertThat(store.discard(jobs.id(), START)).isFalse();
        assertThat(view(queued.id()).payload()).isEqualTo(bytes("for a"));
    }

    @Test
    void aReplayWhosePayloadCannotBeRenewedChangesNothing() {
        JobExecution dead = dead("a", START);

        assertThatThrownBy(() -> store.replay(dead.id(), START, payload -> {
            throw new IllegalStateException("no such version");
        })).isInstanceOf(IllegalStateException.class).hasMessage("no such version");

        assertThat(view(dead.id()).state()).isEqualTo(JobState.DEAD);
    }

    @Test
    void aDiscardedJobIsKeptButCannotComeBack() {
        JobExecution dead = dead("a", START);

        assertThat(store.discard(dead.id(), START.plusSeconds(1))).isTrue();

        assertThat(view(dead.id()).state()).isEqualTo(JobState.DISCARDED);
        assertThat(store.replay(dead.id(), START, payload -> payload)).isFalse();
    }

    @Test
    void onlyTerminalJobsThatEndedBeforeAreRemoved() {
        store.insert(List.of(jobs.of("a"), jobs.of("b"), jobs.of("c"), jobs.of("d")));
        List<JobExecution> held = claim(3);
        store.write(WORKER, List.of(TestJobs.complete(held.get(0), START), TestJobs.complete(held.get(1), START.plusSeconds(1))));

        assertThat(pruneAll(START.plusSeconds(1), START.plusSeconds(1), 10)).isEqualTo(1);

        assertThat(store.get(List.of(held.get(0).id()))).isEmpty();
        assertThat(store.counts()).containsEntry(JobState.DONE, 1L).containsEntry(JobState.RUNNING, 1L)
                .containsEntry(JobState.QUEUED, 1L);
    }

    @Test
    void deadLettersHaveARetentionOfTheirOwn() {
        JobExecution dead = dead("a", START);

        assertThat(pruneAll(START.plusSeconds(100), START, 10)).isZero();
        assertThat(pruneAll(START, START.plusSeconds(1), 10)).isEqualTo(1);
        assertThat(store.get(List.of(dead.id()))).isEmpty();
    }

    @Test
    void discardedJobsAreKeptAsLongAsDoneOnes() {
        JobExecution dead = dead("a", START);
        store.discard(dead.id(), START.plusSeconds(5));

        assertThat(pruneAll(START.plusSeconds(5), START.plusSeconds(5), 0)).isZero();
        assertThat(pruneAll(START.plusSeconds(6), START, 0)).isEqualTo(1);
    }

    @Test
    void theOldestDeadLettersBeyondTheBoundGo() {
        List<JobExecution> dead = IntStream.range(0, 5).mapToObj(i -> dead("a", START.plusSeconds(i))).toList();

        assertThat(pruneAll(START, START, 2)).isEqualTo(3);

        assertThat(store.list(JobFilter.any(10).in(JobState.DEAD))).extracting(JobView::id)
                .containsExactly(dead.get(4).id(), dead.get(3).id());
    }

    @Test
    void aLargeBacklogIsRemovedWhenAskedUntilNothingIsLeft() {
        store.insert(IntStream.range(0, 3_000).mapToObj(i -> jobs.of("a")).toList());
        store.write(WORKER, claim(3_000).stream().map(complete()).toList());

        assertThat(pruneAll(START.plusSeconds(1), START, 10)).isEqualTo(3_000);
        assertThat(store.counts()).containsEntry(JobState.DONE, 0L);
    }

    private JobExecution dead(String group, Instant at) {
        store.insert(List.of(jobs.of(group)));
        JobExecution execution = claim(1).get(0);
        store.write(WORKER, List.of(TestJobs.bury(execution, at)));
        return execution;
    }

    private int pruneAll(Instant before, Instant deadBefore, int mostDead) {
        int removed = 0;
        int part;
        do {
            part = store.prune(before, deadBefore, mostDead);
            removed += part;
        } while (part > 0);
        return removed;
    }
}
