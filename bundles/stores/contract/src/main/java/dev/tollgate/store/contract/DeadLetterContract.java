package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.START;
import static dev.tollgate.store.contract.TestJobs.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.NewJob;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The dead letters and the two ways out of them. */
public abstract class DeadLetterContract extends JobStoreContract {
    @Test
    void aReplayedJobStartsAnewWithItsRenewedPayload() {
        JobExecution dead = dead("a", START);

        assertThat(store.replay(List.of(dead.id()), START.plusSeconds(7), payload -> bytes("renewed"))).containsExactly(dead.id());

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

        assertThat(store.replay(List.of(queued.id()), START, payload -> bytes("other"))).isEmpty();
        assertThat(discard(queued.id())).isEmpty();
        assertThat(replay(jobs.id())).isEmpty();
        assertThat(discard(jobs.id())).isEmpty();
        assertThat(view(queued.id()).payload()).isEqualTo(bytes("for a"));
    }

    @Test
    void aReplayWhosePayloadCannotBeRenewedChangesNothing() {
        JobExecution dead = dead("a", START);

        assertThatThrownBy(() -> store.replay(List.of(dead.id()), START, payload -> {
            throw new IllegalStateException("no such version");
        })).isInstanceOf(IllegalStateException.class).hasMessage("no such version");

        assertThat(view(dead.id()).state()).isEqualTo(JobState.DEAD);
    }

    @Test
    void aDiscardedJobIsKeptButCannotComeBack() {
        JobExecution dead = dead("a", START);

        assertThat(store.discard(List.of(dead.id()), START.plusSeconds(1))).containsExactly(dead.id());

        assertThat(view(dead.id()).state()).isEqualTo(JobState.DISCARDED);
        assertThat(replay(dead.id())).isEmpty();
    }
}
