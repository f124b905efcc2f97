package dev.tollgate.store.postgres.internal;

import dev.tollgate.abi.kv.KvAccess;
import dev.tollgate.abi.kv.KvChange;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import dev.tollgate.abi.kv.KvRange;
import dev.tollgate.abi.kv.KvStore;
import dev.tollgate.abi.kv.KvStoreException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What plugins keep by key, in PostgreSQL. Changes of one space wait for each other on its row, those of others do not. */
final class PostgresKvStore implements KvStore {
    private static final String IN_SPACE = """
            FROM tollgate.kv_entry WHERE space = (SELECT id FROM tollgate.kv_space WHERE slug = ?)\s""";
    private static final String LIVE = "AND (expires_at IS NULL OR expires_at > ?) ";
    private static final String GET = "SELECT value, expires_at " + IN_SPACE + "AND key = ? " + LIVE;
    private static final String LIST = "SELECT key " + IN_SPACE + "AND key >= ? AND key < ? " + LIVE + "ORDER BY key LIMIT ?";
    private static final String BYTES = """
            SELECT bytes - (SELECT coalesce(sum(size), 0) FROM tollgate.kv_entry WHERE space = id AND expires_at <= ?)
            FROM tollgate.kv_space WHERE slug = ?""";
    private static final int FORGOTTEN_AT_ONCE = 1_000;
    private static final Duration FORGETTING = Duration.ofSeconds(15);

    private final Access access;

    PostgresKvStore(Database database) {
        this.access = new Access(database, KvStoreException::new);
    }

    @Override
    public Optional<KvEntry> get(KvAccess asked, KvKey key) {
        return access.read("read an entry", asked.patience(), session -> session.first(GET,
                row -> new KvEntry(row.bytes(1), row.maybeInstant(2)), asked.space(), key.utf8(), asked.at()));
    }

    @Override
    public <T> Optional<T> change(KvAccess asked, KvKey key, long mostBytes, Function<Optional<KvEntry>, KvChange<T>> change) {
        return access.write("change an entry", asked.patience(), session ->
                KvSpace.open(session, asked.space()).change(key, asked.at(), mostBytes, change));
    }

    @Override
    public List<KvKey> list(KvAccess asked, KvRange range, int most) {
        return access.read("list keys", asked.patience(), session -> session.all(LIST, row -> KvKey.of(row.bytes(1)), asked.space(),
                range.from(), range.until(), asked.at(), most));
    }

    @Override
    public long bytes(KvAccess asked) {
        return access.read("read what a space holds", asked.patience(), session ->
                session.first(BYTES, row -> row.large(1), asked.at(), asked.space())).orElse(0L);
    }

    /** A part at a time, so that no statement takes long. */
    @Override
    public void forget(String space) {
        boolean more = true;
        while (more) {
            more = access.write("forget a space", FORGETTING, session -> KvSpace.open(session, space).forget(FORGOTTEN_AT_ONCE));
        }
    }
}
