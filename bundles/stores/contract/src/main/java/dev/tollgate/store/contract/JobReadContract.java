package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.NewJob;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What operators see. */
public abstract class JobReadContract extends JobStoreContract {
    @Test
    void onlyTheJobsThatExistAreAnswered() {
        NewJob job = jobs.of("a");
        store.insert(List.of(job));

        assertThat(store.get(Set.of(job.id(), jobs.id()))).extracting(JobView::id).containsExactly(job.id());
        assertThat(store.get(List.of())).isEmpty();
    }

    @Test
    void aListingIsNewestFirstAndBounded() {
        List<NewJob> many = IntStream.range(0, 5).mapToObj(i -> jobs.of("a")).toList();
        store.insert(many);

        assertThat(store.list(JobFilter.any(3))).extracting(JobView::id)
                .containsExactly(many.get(4).id(), many.get(3).id(), many.get(2).id());
    }

    @Test
    void aListingIsNarrowedByStateAndGroup() {
        store.insert(List.of(jobs.of("a"), jobs.of("a"), jobs.of("b")));
        JobExecution running = claim(1).get(0);

        assertThat(store.list(JobFilter.any(10).of("a"))).extracting(JobView::group).containsExactly("a", "a");
        assertThat(store.list(JobFilter.any(10).in(JobState.RUNNING))).extracting(JobView::id).containsExactly(running.id());
        assertThat(store.list(JobFilter.any(10).in(JobState.QUEUED).of("b"))).hasSize(1);
        assertThat(store.list(JobFilter.any(10).in(JobState.DEAD))).isEmpty();
    }

    @Test
    void everyStateIsListedWithAndWithoutItsGroup() {
        store.insert(IntStream.range(0, 5).mapToObj(i -> jobs.of("a")).toList());
        List<JobExecution> held = claim(4);
        complete(held.get(0));
        write(TestJobs.bury(held.get(1), START), TestJobs.bury(held.get(2), START));
        discard(held.get(1).id());

        for (JobState state : JobState.values()) {
            assertThat(store.list(JobFilter.any(10).in(state))).extracting(JobView::state).containsExactly(state);
            assertThat(store.list(JobFilter.any(10).in(state).of("a"))).extracting(JobView::state).containsExactly(state);
            assertThat(store.list(JobFilter.any(10).in(state).of("b"))).isEmpty();
        }
    }

    @Test
    void queuedJobsOfAGroupAreCountedUpToABound() {
        store.insert(IntStream.range(0, 5).mapToObj(i -> jobs.of("a")).toList());
        store.insert(List.of(jobs.of("b")));
        String queue = store.list(JobFilter.any(1)).get(0).queue();

        assertThat(store.queued(queue, "a", 100)).isEqualTo(5);
        assertThat(store.queued(queue, "a", 3)).isEqualTo(3);
        assertThat(store.queued("another queue", "a", 100)).isZero();
        claim(6);
        assertThat(store.queued(queue, "a", 100)).isZero();
    }

    @Test
    void everyStateIsCountedAlsoWhenEmpty() {
        assertThat(store.counts()).containsOnlyKeys(JobState.values()).containsValues(0L);
        store.insert(IntStream.range(0, 5).mapToObj(i -> jobs.of("a")).toList());
        List<JobExecution> held = claim(4);
        complete(held.get(0));
        write(TestJobs.bury(held.get(1), START), TestJobs.bury(held.get(2), START));
        discard(held.get(1).id());

        assertThat(store.counts()).isEqualTo(Map.of(JobState.QUEUED, 1L, JobState.RUNNING, 1L, JobState.DONE, 1L,
                JobState.DEAD, 1L, JobState.DISCARDED, 1L));
    }
}
