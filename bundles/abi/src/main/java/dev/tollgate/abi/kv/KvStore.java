package dev.tollgate.abi.kv;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Entries by space and key. A space is a plugin's slug; nothing of one space is ever seen in another. Every method is one
 * transaction, durable when it returns, and safe to call from many threads and nodes. An entry whose expiry has come is not
 * there. Failures are {@link KvStoreException}.
 */
@ConsumerType
public interface KvStore {
    Optional<KvEntry> get(KvAccess access, KvKey key);

    /**
     * Reads an entry, or that there is none, and decides from it what becomes of it. Nobody else writes to the space meanwhile.
     *
     * @param mostBytes what the space may hold, as {@link #bytes} counts; only a change by which it would hold more is refused
     * @param change    is asked within the transaction, more than once where that is tried again: it has no effect of its own,
     *                  and is quick. What it throws is thrown on, and nothing is changed.
     * @return its answer; empty where the space would hold more than it may, and then nothing is changed
     */
    <T> Optional<T> change(KvAccess access, KvKey key, long mostBytes, Function<Optional<KvEntry>, KvChange<T>> change);

    /** The first keys of a range, in its order. */
    List<KvKey> list(KvAccess access, KvRange range, int most);

    /** What a space holds: the sum of its entries' {@link KvEntry#bytes}. */
    long bytes(KvAccess access);

    /** Deletes a space. What is written to it meanwhile may stay. */
    void forget(String space);
}
