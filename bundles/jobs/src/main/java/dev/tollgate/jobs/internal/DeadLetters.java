package dev.tollgate.jobs.internal;

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
import java.util.function.Function;

/**
 * Does one thing to every dead letter that matches, a page in each transaction. A page of which one fails is done one by one, so
 * that this one stays and the others do not. What dies meanwhile is newer than the page, and is left alone.
 */
final class DeadLetters {
    private final JobStore store;
    private final Function<List<JobId>, Set<JobId>> action;
    private int done;
    private int failed;
    private Optional<String> failure = Optional.empty();

    /** @param action in one transaction; answers with those that it was done to */
    DeadLetters(JobStore store, Function<List<JobId>, Set<JobId>> action) {
        this.store = store;
        this.action = action;
    }

    Bulk all(JobFilter filter) {
        JobFilter wanted = new JobFilter(Optional.of(JobState.DEAD), filter.queue(), filter.group(), filter.type(), filter.reason(),
                filter.before(), JobFilter.MOST);
        List<JobView> page = store.list(wanted);
        while (!page.isEmpty()) {
            page(page.stream().map(JobView::id).toList());
            page = store.list(wanted.before(page.get(page.size() - 1).id()));
        }
        return new Bulk(done, failed, failure);
    }

    private void page(List<JobId> ids) {
        try {
            done += action.apply(ids).size();
        } catch (JobStoreException away) {
            throw away;
        } catch (RuntimeException one) {
            ids.forEach(this::single);
        }
    }

    private void single(JobId id) {
        try {
            done += action.apply(List.of(id)).size();
        } catch (JobStoreException away) {
            throw away;
        } catch (RuntimeException wrong) {
            failed++;
            String why = wrong.getMessage() != null ? wrong.getMessage() : wrong.getClass().getName();
            failure = failure.or(() -> Optional.of("job " + id + ": " + why));
        }
    }
}
