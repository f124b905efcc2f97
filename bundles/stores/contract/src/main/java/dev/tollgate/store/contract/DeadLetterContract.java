package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.START;
import static dev.tollgate.store.contract.TestJobs.bytes;
import static dev.tollgate.store.contract.TestJobs.START;
import static dev.tollgate.store.contract.TestJobs.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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
    void manyAreReplayedAtOnceAndThoseThatAreNotDeadAreLeftAlone() {
        List<JobExecution> dead = IntStream.range(0, 5).mapToObj(i -> dead("a", START)).toList();
        NewJob queued = jobs.of("a");
        store.insert(List.of(queued));
        List<JobId> ids = new ArrayList<>(dead.stream().map(JobExecution::id).toList());
        discard(ids.get(0));
        ids.addAll(List.of(queued.id(), jobs.id()));

        assertThat(store.replay(ids, START.plusSeconds(1), payload -> bytes("renewed")))
                .containsExactlyInAnyOrderElementsOf(ids.subList(1, 5));

        assertThat(claimAt(START.plusSeconds(1), 10)).filteredOn(execution -> !execution.id().equals(queued.id()))
                .hasSize(4).allSatisfy(execution -> assertThat(execution.payload()).isEqualTo(bytes("renewed")));
        assertThat(view(queued.id()).payload()).isEqualTo(bytes("for a"));
    }

    @Test
    void aReplayOfManyOfWhichOneCannotBeRenewedChangesNone() {
        List<JobId> dead = IntStream.range(0, 3).mapToObj(i -> dead("a", START).id()).toList();
        AtomicInteger asked = new AtomicInteger();

        assertThatThrownBy(() -> store.replay(dead, START, payload -> {
            if (asked.incrementAndGet() == 3) {
                throw new IllegalStateException("no such version");
            }
            return payload;
        })).isInstanceOf(IllegalStateException.class);

        assertThat(store.counts()).containsEntry(JobState.DEAD, 3L);
    }

    @Test
    void manyAreDiscardedAtOnceAndThoseThatAreNotDeadAreLeftAlone() {
        List<JobId> ids = new ArrayList<>(IntStream.range(0, 3).mapToObj(i -> dead("a", START).id()).toList());
        NewJob queued = jobs.of("a");
        store.insert(List.of(queued));
        ids.addAll(List.of(queued.id(), jobs.id()));

        assertThat(store.discard(ids, START)).containsExactlyInAnyOrderElementsOf(ids.subList(0, 3));
        assertThat(store.discard(ids, START)).isEmpty();

        assertThat(store.counts()).containsEntry(JobState.DISCARDED, 3L).containsEntry(JobState.QUEUED, 1L);
    }

    @Test
    void theFunctionSeesThePayloadAsItIsWhenTheJobIsQueued() {
        JobExecution dead = dead("a", START);
        AtomicBoolean first = new AtomicBoolean(true);

        Set<JobId> replayed = store.replay(List.of(dead.id()), START, payload -> {
            if (first.getAndSet(false)) {
                // Somebody else was faster, and the job ran and died again.
                store.replay(List.of(dead.id()), START, other -> bytes("other"));
                write(TestJobs.bury(claim(1).get(0), START));
            }
            return bytes(new String(payload, StandardCharsets.UTF_8) + "+");
        });

        assertThat(replayed).containsExactly(dead.id());
        assertThat(view(dead.id()).payload()).isEqualTo(bytes("other+"));
    }

    @Test
    void oneThatIsDiscardedMeanwhileIsNotReplayed() {
        JobExecution dead = dead("a", START);

        assertThat(store.replay(List.of(dead.id()), START, payload -> {
            discard(dead.id());
            return payload;
        })).isEmpty();

        assertThat(view(dead.id()).state()).isEqualTo(JobState.DISCARDED);
    }

    @Test
    void ofManyWhoReplayAndDiscardAtOnceOneSucceeds() {
        JobExecution dead = dead("a", START);
        Race race = new Race();

        List<Set<JobId>> answers = race.run(6, runner -> runner % 2 == 0 ? replay(dead.id()) : discard(dead.id()));

        assertThat(answers.stream().filter(answer -> !answer.isEmpty())).as(race.named()).hasSize(1);
    }

    @Test
    void a50EveryTerminalStateReleasesTheUniqueKey() {
        for (JobState end : List.of(JobState.DONE, JobState.DEAD, JobState.DISCARDED)) {
            NewJob job = unique();
            store.insert(List.of(job));
            JobExecution execution = claim(1).get(0);
            if (end == JobState.DONE) {
                complete(execution);
            } else {
                write(TestJobs.bury(execution, START));
            }
            if (end == JobState.DISCARDED) {
                discard(execution.id());
            }
            assertThat(view(execution.id()).state()).isEqualTo(end);

            NewJob next = unique();
            assertThat(store.insert(List.of(next))).as("after " + end).containsExactly(new Enqueued.Accepted(next.id()));
            complete(claim(1).get(0));
        }
    }

    @Test
    void a50ARetryOfAClosedGroupReleasesTheUniqueKeyAsWell() {
        store.insert(List.of(unique()));
        JobExecution execution = claim(1).get(0);
        store.set(execution.queue(), "a", GroupState.CLOSED, "ada", START);
        write(TestJobs.retry(execution, START));
        store.set(execution.queue(), "a", GroupState.OPEN, "ada", START);

        assertThat(store.insert(List.of(unique()))).allMatch(Enqueued.Accepted.class::isInstance);
    }

    @Test
    void aReplayedJobHasItsUniqueKeyAgain() {
        JobExecution dead = died(unique(), START);
        replay(dead.id());

        assertThat(store.insert(List.of(unique()))).containsExactly(new Enqueued.Duplicate(dead.id()));
    }

    @Test
    void aReplayedJobIsUniqueNoMoreWhileAnEqualOneIsLive() {
        JobExecution dead = died(unique(), START);
        NewJob live = unique();
        store.insert(List.of(live));

        assertThat(replay(dead.id())).containsExactly(dead.id());

        assertThat(store.insert(List.of(unique()))).containsExactly(new Enqueued.Duplicate(live.id()));
        claim(10).forEach(this::complete);
        assertThat(store.insert(List.of(unique()))).allMatch(Enqueued.Accepted.class::isInstance);
    }

    @Test
    void ofTwoEqualDeadLettersOneHasTheUniqueKeyAgain() {
        JobId first = died(unique(), START).id();
        JobId second = died(unique(), START).id();

        assertThat(store.replay(List.of(first, second), START, payload -> payload)).containsExactlyInAnyOrder(first, second);

        assertThat(store.insert(List.of(unique()))).first().isInstanceOf(Enqueued.Duplicate.class);
    }

    @Test
    void aDeadJobStillAnswersForItsIdempotencyKey() {
        NewJob job = jobs.repeatable("a", "k");
        died(job, START);

        assertThat(store.insert(List.of(jobs.repeatable("a", "k")))).containsExactly(new Enqueued.Repeated(job.id()));
    }

    @Test
    void aDiscardedJobIsKeptButCannotComeBack() {
        JobExecution dead = dead("a", START);

        assertThat(store.discard(List.of(dead.id()), START.plusSeconds(1))).containsExactly(dead.id());

        assertThat(view(dead.id()).state()).isEqualTo(JobState.DISCARDED);
        assertThat(replay(dead.id())).isEmpty();
    }

    private NewJob unique() {
        return jobs.unique("a", "u", Duration.ofHours(1), START);
    }
}
