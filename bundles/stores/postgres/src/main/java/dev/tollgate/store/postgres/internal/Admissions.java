package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.Enqueued;
import dev.tollgate.jobs.Enqueued.Refusal;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.GroupState;
import dev.tollgate.jobs.spi.NewJob;
import dev.tollgate.store.postgres.internal.GroupRows.Place;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Judges the jobs of one call one after the other, then adds those that are taken in. Their groups' rows are held, so that what is
 * read here is true until the transaction ends.
 */
final class Admissions {
    private static final String DEPTH = """
            SELECT count(*) FROM (
                SELECT 1 FROM tollgate.job WHERE state = 'QUEUED' AND queue = ? AND grp = ? LIMIT ?) waiting""";

    private final Session session;
    private final Map<Place, GroupState> states;
    private final Intake intake;
    private final KnownKeys known;
    private final Map<Place, Long> depths = new HashMap<>();
    private final List<NewJob> accepted = new ArrayList<>();

    private Admissions(Session session, Map<Place, GroupState> states, Intake intake, KnownKeys known) {
        this.session = session;
        this.states = states;
        this.intake = intake;
        this.known = known;
    }

    static List<Enqueued> in(Session session, List<NewJob> jobs) throws SQLException {
        TreeSet<Place> places = new TreeSet<>();
        TreeSet<String> conditional = new TreeSet<>();
        for (NewJob job : jobs) {
            places.add(JobInsert.place(job));
            if (!job.request().admission().equals(Admission.FREE)) {
                conditional.add(job.request().group());
            }
        }
        Map<Place, GroupState> states = GroupRows.share(session, places);
        Intake intake = Intake.lock(session, conditional);
        Admissions admissions = new Admissions(session, states, intake, KnownKeys.of(session, jobs));
        List<Enqueued> answers = new ArrayList<>(jobs.size());
        for (NewJob job : jobs) {
            answers.add(admissions.judge(job));
        }
        intake.save(session);
        JobInsert.rows(session, admissions.accepted);
        return answers;
    }

    private Enqueued judge(NewJob job) throws SQLException {
        Place place = JobInsert.place(job);
        if (states.get(place) == GroupState.CLOSED) {
            return new Enqueued.Refused(Refusal.CLOSED);
        }
        Optional<Admission.Quota> quota = job.request().admission().quota();
        if (quota.isPresent() && !intake.of(place.group()).count(job.enqueuedAt(), quota.get().perMinute())) {
            return new Enqueued.Refused(Refusal.RATE);
        }
        Optional<JobId> repeated = known.repeated(job);
        if (repeated.isPresent()) {
            return new Enqueued.Repeated(repeated.get());
        }
        Optional<JobId> duplicate = known.duplicate(job);
        if (duplicate.isPresent()) {
            return new Enqueued.Duplicate(duplicate.get());
        }
        if (quota.isPresent() && depth(place, quota.get().mostQueued()) >= quota.get().mostQueued()) {
            intake.of(place.group()).takeBack();
            return new Enqueued.Refused(Refusal.DEPTH);
        }
        accepted.add(job);
        known.add(job);
        depths.computeIfPresent(place, (same, depth) -> depth + 1);
        return new Enqueued.Accepted(job.id());
    }

    private long depth(Place place, int most) throws SQLException {
        Long counted = depths.get(place);
        if (counted == null) {
            counted = session.first(DEPTH, row -> row.large(1), place.queue(), place.group(), most).orElse(0L)
                    + accepted.stream().filter(job -> JobInsert.place(job).equals(place)).count();
            depths.put(place, counted);
        }
        return counted;
    }
}
