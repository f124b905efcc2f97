package dev.tollgate.jobs.testkit.simulation;

import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunResult;
import dev.tollgate.jobs.spi.JobStore;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What must be true when all is over. */
final class Verdict {
    private static final int MOST_RUNS = 200;

    private final Violations violations;
    private final History history;

    Verdict(Violations violations, History history) {
        this.violations = violations;
        this.history = history;
    }

    void pass(JobStore store) {
        List<JobId> ids = history.all().stream().map(JobFacts::id).toList();
        Map<JobId, JobView> views = store.get(ids).stream().collect(Collectors.toMap(JobView::id, Function.identity()));
        for (JobFacts facts : history.all()) {
            JobView view = views.get(facts.id());
            violations.unless(facts.removed == (view == null), "%s is %s", facts, view == null ? "lost" : "there and was removed");
            if (view != null) {
                violations.unless(view.state() == facts.state && view.attempts() == facts.attempts, "%s stands in the store as %s, attempt %d",
                        facts, view.state(), view.attempts());
                violations.unless(!facts.live(), "%s never ended", facts);
                logged(store, facts);
            }
        }
    }

    private void logged(JobStore store, JobFacts facts) {
        boolean told = facts.request().terms().origin().isPresent();
        int successes = store.runs(RunFilter.any(MOST_RUNS).ofJob(facts.id()).ended(RunResult.SUCCESS)).size();
        violations.unless(successes == (told ? facts.successes : 0), "%s succeeded %d times and the run log knows %d", facts,
                facts.successes, successes);
    }
}
