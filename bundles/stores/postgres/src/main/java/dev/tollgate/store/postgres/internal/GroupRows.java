package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.spi.GroupState;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What happens to the jobs of groups. Whoever queues jobs holds these rows for sharing until it commits; so a group that is
 * closed stays without jobs: the closing waits for who was first, and who comes later sees it closed. They are locked in
 * their order, and before all other rows.
 */
final class GroupRows {
    /** "grp lock" in ASCII: advisory locks are numbers that all applications of a database share. */
    private static final long SEED = 0x677270206c6f636bL;
    private static final String KEY = "hashtextextended(%s || ' ' || %s, " + SEED + ")";
    /**
     * The table {@code gate}, whose reading takes its places for sharing. A row alone would not do: those who share one let
     * nobody pass who waits to have it alone, for as long as others come who share it; these locks have a queue. Arguments: queues,
     * groups.
     */
    static final String GATE = """
            WITH gate AS MATERIALIZED (
                SELECT pg_advisory_xact_lock_shared(%s) FROM unnest(?::text[], ?::text[]) place (queue, grp))
            """.formatted(KEY.formatted("queue", "grp"));
    /** True when the gate is passed. */
    static final String PASSED = "(SELECT count(*) FROM gate) >= 0";
    /** Waits at the gate until nobody shares the place. Arguments: queue, group. */
    static final String ALONE = "SELECT pg_advisory_xact_lock(" + KEY.formatted("?", "?") + ")";
    private static final String SHARE = GATE + "SELECT queue, grp, state FROM tollgate.job_group WHERE " + PASSED + """
             AND (queue, grp) IN (SELECT * FROM unnest(?::text[], ?::text[])) ORDER BY queue, grp FOR SHARE""";
    private static final String PLACES = "SELECT DISTINCT queue, grp FROM tollgate.job WHERE id = ANY(?::uuid[])";
    private static final String ADD = """
            INSERT INTO tollgate.job_group (queue, grp) SELECT * FROM unnest(?::text[], ?::text[]) ON CONFLICT DO NOTHING""";

    private GroupRows() {
    }

    /** A group in a queue. */
    record Place(String queue, String group) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byQueue = queue.compareTo(other.queue);
            return byQueue != 0 ? byQueue : group.compareTo(other.group);
        }
    }

    /** The states of all of these, which do not change before the transaction ends. */
    static Map<Place, GroupState> share(Session session, Collection<Place> places) throws SQLException {
        Map<Place, GroupState> states = read(session, places);
        TreeSet<Place> missing = new TreeSet<>(places);
        missing.removeAll(states.keySet());
        if (missing.isEmpty()) {
            return states;
        }
        session.update(ADD, queues(missing), groups(missing));
        return read(session, places);
    }

    /** The groups of these jobs do not change before the transaction ends. */
    static void shareThoseOf(Session session, String[] ids) throws SQLException {
        read(session, session.all(PLACES, row -> new Place(row.text(1), row.text(2)), (Object) ids));
    }

    static String[] queues(Collection<Place> places) {
        return Columns.texts(places, Place::queue);
    }

    static String[] groups(Collection<Place> places) {
        return Columns.texts(places, Place::group);
    }

    private static Map<Place, GroupState> read(Session session, Collection<Place> places) throws SQLException {
        Map<Place, GroupState> states = new HashMap<>();
        TreeSet<Place> asked = new TreeSet<>(places);
        session.all(SHARE, row -> states.put(new Place(row.text(1), row.text(2)), GroupState.valueOf(row.text(3))),
                queues(asked), groups(asked), queues(asked), groups(asked));
        return states;
    }
}
