package dev.tollgate.store.sqlite.internal;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives up the jobs that wait for nodes which are gone. */
final class LostNodes {
    private static final String GONE = "SELECT name FROM node WHERE seen_at < ?";
    /** From one queue to the next in an index; after the last comes null. */
    private static final String NEXT_QUEUED = "SELECT min(queue) FROM job WHERE state = 'QUEUED' AND queue > ?";
    private static final String WAITING = " FROM job WHERE state = 'QUEUED' AND queue = ?";
    private static final String LOGGED = "SELECT " + LoggedJob.COLUMNS + WAITING + " AND cause IS NOT NULL";
    private static final String DISCARD = """
            UPDATE job SET state = 'DISCARDED', finished_at = ?, reason = ? WHERE state = 'QUEUED' AND queue = ?""";
    /** What still runs there for all that is known is queued again one day, and given up then. */
    private static final String FORGET = """
            DELETE FROM node WHERE name = ?1 AND NOT EXISTS (
                SELECT 1 FROM job WHERE state = 'RUNNING' AND substr(queue, -length(?1) - 1) = '@' || ?1)""";

    private LostNodes() {
    }

    static int abandon(Session session, Instant before, Instant now) throws SQLException {
        List<String> gone = session.all(GONE, row -> row.text(1), before);
        if (gone.isEmpty()) {
            return 0;
        }
        int jobs = 0;
        for (String queue : queues(session)) {
            Optional<String> node = gone.stream().filter(name -> queue.endsWith("@" + name)).findFirst();
            jobs += node.isEmpty() ? 0 : discard(session, queue, node.get(), now);
        }
        for (String name : gone) {
            session.update(FORGET, name);
        }
        return jobs;
    }

    private static int discard(Session session, String queue, String node, Instant now) throws SQLException {
        String why = "node " + node + " is gone";
        for (LoggedJob job : session.all(LOGGED, LoggedJob::read, queue)) {
            RunLog.add(session, job.skipped(node, why, now));
        }
        return session.update(DISCARD, now, why, queue);
    }

    private static List<String> queues(Session session) throws SQLException {
        List<String> queues = new ArrayList<>();
        Optional<String> next = next(session, "");
        while (next.isPresent()) {
            queues.add(next.get());
            next = next(session, next.get());
        }
        return queues;
    }

    private static Optional<String> next(Session session, String queue) throws SQLException {
        return session.first(NEXT_QUEUED, row -> row.maybeText(1), queue).flatMap(found -> found);
    }
}
