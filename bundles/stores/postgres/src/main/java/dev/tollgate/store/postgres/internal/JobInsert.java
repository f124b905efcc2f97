package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Origin;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.store.postgres.internal.GroupRows.Place;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Takes jobs in. Those without conditions are one statement, which adds all of them or, where the group of one is unknown or
 * closed, none; everything else is judged by {@link Admissions} first.
 */
final class JobInsert {
    private static final String ROWS = """
            INSERT INTO tollgate.job (id, queue, type, grp, enqueued_at, run_at, max_retry, timeout_ms, exclusive_key,
                                      trigger, schedule, fire_at, caused_by, unique_key, unique_until, repeat_key, payload)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::int[], ?::bigint[], ?::text[],
                                 ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bytea[], ?::bigint[], ?::bytea[], ?::bytea[])""";
    private static final String ROWS_WHERE_ALL_ARE_OPEN = GroupRows.GATE + """
            , open AS MATERIALIZED (
                SELECT 1 FROM tollgate.job_group WHERE %s AND (queue, grp) IN (SELECT * FROM unnest(?::text[], ?::text[]))
                AND state <> 'CLOSED' ORDER BY queue, grp FOR SHARE)
            """.formatted(GroupRows.PASSED) + ROWS + " WHERE (SELECT count(*) FROM open) = ?";
    private static final int COLUMNS = 17;

    private JobInsert() {
    }

    static List<Enqueued> in(Session session, List<NewJob> jobs) throws SQLException {
        List<Enqueued> answers = answers(session, jobs);
        for (int i = 0; i < jobs.size(); i++) {
            boolean taken = answers.get(i) instanceof Enqueued.Accepted;
            AuditTrail.append(session, jobs.get(i).decision().filter(decision -> taken));
        }
        return answers;
    }

    private static List<Enqueued> answers(Session session, List<NewJob> jobs) throws SQLException {
        if (jobs.stream().allMatch(job -> job.request().admission().equals(Admission.FREE)) && atOnce(session, jobs)) {
            return jobs.stream().<Enqueued>map(job -> new Enqueued.Accepted(job.id())).toList();
        }
        return Admissions.in(session, jobs);
    }

    /** Adds them on no condition; the caller holds their groups. */
    static void rows(Session session, Collection<NewJob> jobs) throws SQLException {
        if (!jobs.isEmpty()) {
            session.update(ROWS, columns(jobs));
        }
    }

    static Place place(NewJob job) {
        return new Place(job.request().queue(), job.request().group());
    }

    private static boolean atOnce(Session session, List<NewJob> jobs) throws SQLException {
        TreeSet<Place> places = new TreeSet<>();
        jobs.forEach(job -> places.add(place(job)));
        Object[] arguments = new Object[4 + COLUMNS + 1];
        arguments[0] = arguments[2] = GroupRows.queues(places);
        arguments[1] = arguments[3] = GroupRows.groups(places);
        System.arraycopy(columns(jobs), 0, arguments, 4, COLUMNS);
        arguments[4 + COLUMNS] = places.size();
        return session.update(ROWS_WHERE_ALL_ARE_OPEN, arguments) == jobs.size();
    }

    private static Object[] columns(Collection<NewJob> jobs) {
        return new Object[] {
            Columns.texts(jobs, job -> job.id().value()),
            Columns.texts(jobs, job -> job.request().queue()),
            Columns.texts(jobs, job -> job.request().type()),
            Columns.texts(jobs, job -> job.request().group()),
            Columns.numbers(jobs, job -> job.enqueuedAt().toEpochMilli()),
            Columns.numbers(jobs, job -> job.runAt().toEpochMilli()),
            Columns.smallNumbers(jobs, job -> job.request().terms().maxRetry()),
            Columns.numbers(jobs, job -> job.request().terms().timeout().map(Columns::ceilingMillis).orElse(null)),
            Columns.texts(jobs, job -> job.request().terms().exclusive().orElse(null)),
            Columns.texts(jobs, job -> origin(job).map(origin -> origin.trigger().name()).orElse(null)),
            Columns.texts(jobs, job -> origin(job).flatMap(Origin::schedule).orElse(null)),
            Columns.numbers(jobs, job -> Columns.millis(origin(job).flatMap(Origin::fireAt))),
            Columns.texts(jobs, job -> origin(job).map(origin -> Columns.clean(origin.by())).orElse(null)),
            Columns.bytes(jobs, job -> unique(job).map(unique -> Columns.hash(unique.key())).orElse(null)),
            Columns.numbers(jobs, job -> Columns.millis(unique(job).map(unique -> job.enqueuedAt().plus(unique.window())))),
            Columns.bytes(jobs, job -> job.request().admission().idempotencyKey().map(Columns::hash).orElse(null)),
            Columns.bytes(jobs, job -> job.request().payload())};
    }

    private static Optional<Origin> origin(NewJob job) {
        return job.request().terms().origin();
    }

    private static Optional<Admission.Unique> unique(NewJob job) {
        return job.request().admission().unique();
    }
}
