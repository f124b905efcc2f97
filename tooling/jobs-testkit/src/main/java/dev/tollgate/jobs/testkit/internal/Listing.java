package dev.tollgate.jobs.testkit.internal;

import dev.tollgate.jobs.JobFilter;
import dev.tollgate.jobs.JobView;
import dev.tollgate.jobs.RunFilter;
import dev.tollgate.jobs.RunView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lists jobs and runs, the newest first. */
final class Listing {
    private final Tables tables;

    Listing(Tables tables) {
        this.tables = tables;
    }

    List<JobView> jobs(JobFilter filter) {
        return tables.jobs().values().stream().filter(row -> matches(filter, row))
                .sorted(Comparator.comparing(JobRow::id).reversed()).limit(filter.limit()).map(JobRow::view).toList();
    }

    List<RunView> runs(RunFilter filter) {
        List<RunView> newestFirst = new ArrayList<>(tables.runs());
        Collections.reverse(newestFirst);
        return newestFirst.stream().filter(run -> matches(filter, run)).limit(filter.limit()).toList();
    }

    private static boolean matches(JobFilter filter, JobRow row) {
        return is(filter.state(), row.state())
                && is(filter.queue(), row.request().queue())
                && is(filter.group(), row.request().group())
                && is(filter.type(), row.request().type())
                && filter.reason().map(part -> row.view().reason().filter(reason -> reason.contains(part)).isPresent()).orElse(true)
                && filter.before().map(id -> row.id().compareTo(id) < 0).orElse(true);
    }

    private static boolean matches(RunFilter filter, RunView run) {
        return filter.schedule().map(id -> run.schedule().equals(Optional.of(id))).orElse(true)
                && is(filter.group(), run.group())
                && filter.job().map(id -> run.job().equals(Optional.of(id))).orElse(true)
                && is(filter.result(), run.result());
    }

    private static <T> boolean is(Optional<T> wanted, T value) {
        return wanted.map(value::equals).orElse(true);
    }
}
