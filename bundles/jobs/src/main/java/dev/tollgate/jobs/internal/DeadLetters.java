package dev.tollgate.jobs.internal;

import dev.tollgate.abi.audit.Decision;
import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobState;
import dev.tollgate.jobs.JobStoreException;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.JobsAdmin.Bulk;
import dev.tollgate.jobs.spi.JobStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Does one thing to every dead letter that matches, a page in each transaction. A page of which one fails is done one by one, so
 * that this one stays and the others do not. What dies meanwhile is newer than the page, and is left alone. All of it is one decision, which goes on
 * record with the first letter that it takes effect on.
 */
final class DeadLetters {
    private final JobStore store;
    private final BiFunction<List<JobId>, Optional<Decision>, Set<JobId>> action;
    private Optional<Decision> unrecorded = Optional.empty();
    private int done;
    private int failed;
    private Optional<String> failure = Optional.empty();

    /** @param action in one transaction; answers with those that it was done to */
    DeadLetters(JobStore store, BiFunction<List<JobId>, Optional<Decision>, Set<JobId>> action) {
        this.store = store;
        this.action = action;
    }

    Bulk all(JobFilter filter, JobDecisions verb, String by) {
        JobFilter wanted = new JobFilter(Optional.of(JobState.DEAD), filter.queue(), filter.group(), filter.type(), filter.reason(),
                filter.before(), JobFilter.MOST);
        unrecorded = Optional.of(verb.about(filter, count(wanted), by, store.clock().instant()));
        List<JobView> page = store.list(wanted);
        while (!page.isEmpty()) {
            page(page.stream().map(JobView::id).toList());
            page = after(wanted, page);
        }
        return new Bulk(done, failed, failure);
    }

    private long count(JobFilter wanted) {
        long count = 0;
        for (List<JobView> page = store.list(wanted); !page.isEmpty(); page = after(wanted, page)) {
            count += page.size();
        }
        return count;
    }

    private List<JobView> after(JobFilter wanted, List<JobView> page) {
        return store.list(wanted.before(page.get(page.size() - 1).id()));
    }

    private void act(List<JobId> ids) {
        Set<JobId> those = action.apply(ids, unrecorded);
        if (!those.isEmpty()) {
            unrecorded = Optional.empty();
            done += those.size();
        }
    }

    private void page(List<JobId> ids) {
        try {
            act(ids);
        } catch (JobStoreException away) {
            throw away;
        } catch (RuntimeException one) {
            ids.forEach(this::single);
        }
    }

    private void single(JobId id) {
        try {
            act(List.of(id));
        } catch (JobStoreException away) {
            throw away;
        } catch (RuntimeException wrong) {
            failed++;
            String why = wrong.getMessage() != null ? wrong.getMessage() : wrong.getClass().getName();
            failure = failure.or(() -> Optional.of("job " + id + ": " + why));
        }
    }
}
