package dev.tollgate.store.contract;

import static dev.tollgate.store.contract.TestJobs.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.jobs.JobExecution;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobRequest;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.spi.NewJob;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    void aListingIsNarrowedByQueueTypeAndReason() {
        NewJob other = jobs.of(JobRequest.of("another queue", "shrink", "a", new byte[0], 5));
        NewJob resize = jobs.of("a");
        store.insert(List.of(other, resize, jobs.of("b")));
        List<JobExecution> held = claim(10);
        write(TestJobs.bury(held.get(0), START), TestJobs.release(held.get(1), START));

        assertThat(store.list(JobFilter.any(10).queued("another queue"))).extracting(JobView::id).containsExactly(other.id());
        assertThat(store.list(JobFilter.any(10).type("resize"))).hasSize(2);
        assertThat(store.list(JobFilter.any(10).type("resize").of("a"))).extracting(JobView::id).containsExactly(resize.id());
        assertThat(store.list(JobFilter.any(10).because("opeles"))).extracting(JobView::id).containsExactly(held.get(0).id());
        assertThat(store.list(JobFilter.any(10).because("no slot").in(JobState.QUEUED))).extracting(JobView::id)
                .containsExactly(held.get(1).id());
        assertThat(store.list(JobFilter.any(10).because("HOPELESS"))).as("upper and lower case are told apart").isEmpty();
        assertThat(store.list(JobFilter.any(10).because("hope%"))).as("no wildcards").isEmpty();
        assertThat(store.list(JobFilter.any(10).because("h_peless"))).as("no wildcards").isEmpty();
    }

    @Test
    void theLastOfOneListingBeginsTheNext() {
        List<NewJob> many = IntStream.range(0, 25).mapToObj(i -> jobs.of(i % 2 == 0 ? "a" : "b")).toList();
        store.insert(many.subList(10, 25));
        store.insert(many.subList(0, 10));
        write(claim(30).stream().filter(execution -> execution.group().equals("a"))
                .map(execution -> TestJobs.bury(execution, START)).toList());

        for (JobFilter filter : List.of(JobFilter.any(4), JobFilter.any(4).of("a"), JobFilter.any(4).in(JobState.DEAD),
                JobFilter.any(4).in(JobState.DEAD).of("a").because("hope"), JobFilter.any(4).in(JobState.RUNNING).type("resize"))) {
            List<JobId> expected = new ArrayList<>(store.list(new JobFilter(filter.state(), filter.queue(), filter.group(),
                    filter.type(), filter.reason(), Optional.empty(), JobFilter.MOST)).stream().map(JobView::id).toList());
            assertThat(expected).hasSizeGreaterThan(4).isSortedAccordingTo(Comparator.reverseOrder());
            List<JobId> listed = new ArrayList<>();
            List<JobView> page = store.list(filter);
            while (!page.isEmpty()) {
                page.forEach(view -> listed.add(view.id()));
                page = store.list(filter.before(listed.get(listed.size() - 1)));
            }
            assertThat(listed).isEqualTo(expected);
        }
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
