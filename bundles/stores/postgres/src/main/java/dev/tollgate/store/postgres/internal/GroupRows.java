package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.spi.GroupState;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What happens to the jobs of groups. Whoever queues jobs holds these rows for sharing until it commits; so a group that is
 * closed stays without jobs: the closing waits for who was first, and who comes later sees it closed. They are locked in
 * their order, and before all other rows.
 */
final class GroupRows {
    private static final String SHARE = """
            SELECT queue, grp, state FROM tollgate.job_group
            WHERE (queue, grp) IN (SELECT * FROM unnest(?::text[], ?::text[])) ORDER BY queue, grp FOR SHARE""";
    private static final String SHARE_THOSE_OF = """
            SELECT queue, grp, state FROM tollgate.job_group
            WHERE (queue, grp) IN (SELECT DISTINCT queue, grp FROM tollgate.job WHERE id = ANY(?::uuid[])) ORDER BY queue, grp FOR SHARE""";
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
        session.all(SHARE_THOSE_OF, row -> true, (Object) ids);
    }

    static String[] queues(Collection<Place> places) {
        return Columns.texts(places, Place::queue);
    }

    static String[] groups(Collection<Place> places) {
        return Columns.texts(places, Place::group);
    }

    private static Map<Place, GroupState> read(Session session, Collection<Place> places) throws SQLException {
        Map<Place, GroupState> states = new HashMap<>();
        List<Place> asked = new ArrayList<>(places);
        session.all(SHARE, row -> states.put(new Place(row.text(1), row.text(2)), GroupState.valueOf(row.text(3))),
                queues(asked), groups(asked));
        return states;
    }
}
