package dev.tollgate.store.postgres.internal;

import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * What groups enqueued lately. Who holds the row of a group is the only one, on all nodes, that adds a job of this group with a
 * key or a quota; what it counted is rolled back with its transaction.
 */
final class Intake {
    private static final String LOCK = """
            SELECT grp, second, counts FROM tollgate.job_intake WHERE grp = ANY(?) ORDER BY grp FOR UPDATE""";
    private static final String ADD = "INSERT INTO tollgate.job_intake (grp) SELECT unnest(?::text[]) ON CONFLICT DO NOTHING";
    private static final String SAVE = "UPDATE tollgate.job_intake SET second = ?, counts = ? WHERE grp = ?";

    private final Map<String, RateWindow> windows;

    private Intake(Map<String, RateWindow> windows) {
        this.windows = windows;
    }

    static Intake lock(Session session, Collection<String> groups) throws SQLException {
        TreeSet<String> asked = new TreeSet<>(groups);
        Map<String, RateWindow> windows = read(session, asked);
        if (windows.size() < asked.size()) {
            TreeSet<String> missing = new TreeSet<>(asked);
            missing.removeAll(windows.keySet());
            session.update(ADD, (Object) missing.toArray(String[]::new));
            windows = read(session, asked);
        }
        return new Intake(windows);
    }

    RateWindow of(String group) {
        return windows.get(group);
    }

    void save(Session session) throws SQLException {
        for (Map.Entry<String, RateWindow> window : windows.entrySet()) {
            if (window.getValue().changed()) {
                session.update(SAVE, window.getValue().second(), window.getValue().counts(), window.getKey());
            }
        }
    }

    private static Map<String, RateWindow> read(Session session, Collection<String> groups) throws SQLException {
        Map<String, RateWindow> windows = new HashMap<>();
        if (!groups.isEmpty()) {
            session.all(LOCK,
                    row -> windows.put(row.text(1), new RateWindow(row.large(2), row.numbers(3))),
                    (Object) groups.toArray(String[]::new));
        }
        return windows;
    }
}
