package dev.tollgate.store.sqlite.internal;

import dev.tollgate.jobs.spi.Claim;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/** The ready jobs of one group during a claim, oldest first, read a few at a time and no more than the group has room for. */
final class ReadyGroup {
    private static final String OLDEST = """
            SELECT seq, exclusive FROM job WHERE state = 'QUEUED' AND queue = ? AND grp = ? AND run_at <= ?
            ORDER BY run_at, seq""";

    private final String name;
    private final Deque<Long> read = new ArrayDeque<>();
    private int room;
    private boolean exhausted;

    ReadyGroup(String name, int room) {
        this.name = name;
        this.room = room;
    }

    String name() {
        return name;
    }

    /** The next job, which the caller takes before it asks again. */
    OptionalLong next(Session session, Claim claim, int share, ExclusiveKeys.Taking keys) throws SQLException {
        if (read.isEmpty() && room > 0 && !exhausted) {
            read(session, claim, Math.min(share, room), keys);
        }
        if (read.isEmpty()) {
            return OptionalLong.empty();
        }
        room--;
        return OptionalLong.of(read.removeFirst());
    }

    /** What was taken is queued no more, so that the oldest are always the next ones. */
    private void read(Session session, Claim claim, int most, ExclusiveKeys.Taking keys) throws SQLException {
        session.scan(OLDEST, row -> {
            String exclusive = row.text(2);
            if (exclusive == null || !keys.isSpokenFor(exclusive)) {
                read.add(row.large(1));
            }
            return read.size() < most;
        }, claim.queue(), name, claim.now());
        exhausted = read.size() < most;
    }
}
