package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A space within a transaction, and what it holds. Expired entries go as others come: each change removes a few, so that there
 * are never many, and one that finds no room removes as many as it needs.
 */
final class KvSpace {
    private static final int SWEPT_BY_EACH = 16;
    private static final int SWEPT_FOR_ROOM = 500;
    private static final String SPACE = "SELECT id, bytes FROM tollgate.kv_space WHERE slug = ? FOR UPDATE";
    private static final String CREATE = "INSERT INTO tollgate.kv_space (slug, bytes) VALUES (?, 0) ON CONFLICT DO NOTHING";
    private static final String HOLDS = "UPDATE tollgate.kv_space SET bytes = ? WHERE id = ?";
    private static final String DELETE_SPACE = "DELETE FROM tollgate.kv_space WHERE id = ?";
    private static final String ENTRY = "SELECT size, value, expires_at FROM tollgate.kv_entry WHERE space = ? AND key = ?";
    private static final String PUT = """
            INSERT INTO tollgate.kv_entry (space, key, size, expires_at, value) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (space, key) DO UPDATE
            SET size = excluded.size, expires_at = excluded.expires_at, value = excluded.value""";
    private static final String DELETE = "DELETE FROM tollgate.kv_entry WHERE space = ? AND key = ?";
    private static final String SWEEP = """
            DELETE FROM tollgate.kv_entry WHERE space = ? AND key = ANY (ARRAY(
                SELECT key FROM tollgate.kv_entry WHERE space = ? AND expires_at <= ? ORDER BY expires_at LIMIT ?))
            RETURNING size""";
    private static final String EMPTY = """
            DELETE FROM tollgate.kv_entry WHERE space = ? AND key = ANY (ARRAY(
                SELECT key FROM tollgate.kv_entry WHERE space = ? LIMIT ?))
            RETURNING size""";

    private final Session session;
    private final long id;
    private long bytes;

    private record Stored(int size, KvEntry entry) { }

    private KvSpace(Session session, long id, long bytes) {
        this.session = session;
        this.id = id;
        this.bytes = bytes;
    }

    /** Waits until nobody else changes the space, and nobody else does until the transaction ends. */
    static KvSpace open(Session session, String slug) throws SQLException {
        Optional<KvSpace> space = held(session, slug);
        while (space.isEmpty()) {
            session.update(CREATE, slug);
            // Between the two statements somebody can have forgotten it.
            space = held(session, slug);
        }
        return space.get();
    }

    private static Optional<KvSpace> held(Session session, String slug) throws SQLException {
        return session.first(SPACE, row -> new KvSpace(session, row.large(1), row.large(2)), slug);
    }

    <T> Optional<T> change(KvKey key, Instant at, long mostBytes, Function<Optional<KvEntry>, KvChange<T>> changer)
            throws SQLException {
        sweep(at, SWEPT_BY_EACH);
        Optional<Stored> present = present(key, at);
        KvChange<T> change = changer.apply(present.map(Stored::entry));
        if (change.written()) {
            int before = present.map(Stored::size).orElse(0);
            int after = change.entry().map(entry -> entry.bytes(key)).orElse(0);
            if (after > before && !hasRoom(after - before, at, mostBytes)) {
                holds(bytes);
                return Optional.empty();
            }
            write(key, after, change.entry());
            bytes += after - before;
        }
        holds(bytes);
        return Optional.of(change.answer());
    }

    /** Whether there may be more. */
    boolean forget(int most) throws SQLException {
        int gone = remove(EMPTY, id, id, most);
        holds(bytes);
        if (gone < most) {
            session.update(DELETE_SPACE, id);
        }
        return gone == most;
    }

    /** The entry of a key; when it has expired it goes, if the sweep did not get that far. */
    private Optional<Stored> present(KvKey key, Instant at) throws SQLException {
        Optional<Stored> stored = session.first(ENTRY,
                row -> new Stored(row.number(1), new KvEntry(row.bytes(2), row.maybeInstant(3))), id, key.utf8());
        if (stored.isEmpty() || !stored.get().entry().expired(at)) {
            return stored;
        }
        session.update(DELETE, id, key.utf8());
        bytes -= stored.get().size();
        return Optional.empty();
    }

    private boolean hasRoom(int more, Instant at, long mostBytes) throws SQLException {
        boolean swept = true;
        while (bytes + more > mostBytes && swept) {
            swept = sweep(at, SWEPT_FOR_ROOM) == SWEPT_FOR_ROOM;
        }
        return bytes + more <= mostBytes;
    }

    private void write(KvKey key, int size, Optional<KvEntry> entry) throws SQLException {
        if (entry.isPresent()) {
            session.update(PUT, id, key.utf8(), size, entry.get().expires(), entry.get().value());
        } else {
            session.update(DELETE, id, key.utf8());
        }
    }

    private int sweep(Instant at, int most) throws SQLException {
        return remove(SWEEP, id, id, at, most);
    }

    /** How many entries it removed. */
    private int remove(String sql, Object... arguments) throws SQLException {
        List<Integer> sizes = session.all(sql, row -> row.number(1), arguments);
        bytes -= sizes.stream().mapToLong(Integer::longValue).sum();
        return sizes.size();
    }

    private void holds(long now) throws SQLException {
        session.update(HOLDS, now, id);
    }
}
