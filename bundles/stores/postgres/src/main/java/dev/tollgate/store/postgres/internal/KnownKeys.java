package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.Admission;
import dev.tollgate.jobs.JobId;
import dev.tollgate.jobs.spi.NewJob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which jobs have the keys of those that are to be added: the stored ones, and those of the same call that came before. */
final class KnownKeys {
    private static final String REPEATED = """
            SELECT wanted.place, job.id FROM unnest(?::int[], ?::text[], ?::bytea[]) wanted (place, grp, key)
            JOIN tollgate.job ON job.grp = wanted.grp AND job.repeat_key = wanted.key AND job.repeat_key IS NOT NULL""";
    private static final String LIVE = """
            SELECT wanted.place, job.id, job.unique_until FROM unnest(?::int[], ?::text[], ?::bytea[]) wanted (place, grp, key)
            JOIN tollgate.job ON job.grp = wanted.grp AND job.unique_key = wanted.key
            AND job.unique_key IS NOT NULL AND job.finished_at IS NULL ORDER BY job.id""";

    private final Map<Key, JobId> repeated = new HashMap<>();
    private final Map<Key, List<Live>> live = new HashMap<>();

    private record Key(String group, String key) { }

    private record Live(JobId id, Instant until) { }

    private KnownKeys() {
    }

    static KnownKeys of(Session session, List<NewJob> jobs) throws SQLException {
        KnownKeys known = new KnownKeys();
        List<Key> idempotent = jobs.stream().flatMap(job -> idempotent(job).stream()).distinct().toList();
        List<Key> unique = jobs.stream().flatMap(job -> unique(job).stream()).distinct().toList();
        if (!idempotent.isEmpty()) {
            session.planned().all(REPEATED, row -> known.repeated.put(idempotent.get(row.number(1)), new JobId(row.text(2))), columns(idempotent));
        }
        if (!unique.isEmpty()) {
            session.planned().all(LIVE, row -> known.liveOf(unique.get(row.number(1))).add(new Live(new JobId(row.text(2)), row.instant(3))),
                    columns(unique));
        }
        return known;
    }

    Optional<JobId> repeated(NewJob job) {
        return idempotent(job).map(repeated::get);
    }

    Optional<JobId> duplicate(NewJob job) {
        return unique(job).flatMap(key -> liveOf(key).stream().filter(other -> other.until().isAfter(job.enqueuedAt())).findFirst())
                .map(Live::id);
    }

    void add(NewJob job) {
        idempotent(job).ifPresent(key -> repeated.put(key, job.id()));
        unique(job).ifPresent(key -> liveOf(key).add(new Live(job.id(),
                job.enqueuedAt().plus(job.request().admission().unique().orElseThrow().window()))));
    }

    private List<Live> liveOf(Key key) {
        return live.computeIfAbsent(key, same -> new ArrayList<>());
    }

    private static Optional<Key> idempotent(NewJob job) {
        return job.request().admission().idempotencyKey().map(key -> new Key(job.request().group(), key));
    }

    private static Optional<Key> unique(NewJob job) {
        return job.request().admission().unique().map(Admission.Unique::key).map(key -> new Key(job.request().group(), key));
    }

    private static Object[] columns(List<Key> keys) {
        Integer[] places = new Integer[keys.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        return new Object[] {places, Columns.texts(keys, Key::group), Columns.bytes(keys, key -> Columns.hash(key.key()))};
    }
}
