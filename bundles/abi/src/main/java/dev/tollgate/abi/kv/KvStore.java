package dev.tollgate.abi.kv;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Values by space and key. A space is a plugin's slug; nothing of one space is ever seen in another. Every method is one
 * transaction, durable when it returns, and safe to call from many threads. An entry whose expiry has come is not there. Failures
 * are {@link KvStoreException}.
 */
@ConsumerType
public interface KvStore {
    /** @param at the present time, which decides what has expired */
    Optional<byte[]> get(String space, String key, Instant at);

    /**
     * Sets a value, unless the space would hold more than {@code mostBytes} then.
     *
     * @param expires empty for never
     */
    Written set(String space, String key, byte[] value, Optional<Instant> expires, long mostBytes, Instant at);

    /** Whether it was there. */
    boolean delete(String space, String key, Instant at);

    /**
     * Adds to a number, which is kept as the text of a decimal; what is not there counts as 0. Its expiry stays.
     *
     * @return empty where the space would hold more than {@code mostBytes}
     * @throws ArithmeticException    where the sum is no long
     * @throws NumberFormatException where the value that is there is no number
     */
    Optional<Long> increment(String space, String key, long delta, long mostBytes, Instant at);

    /**
     * Sets a value where the present one is {@code expected}.
     *
     * @param expected empty: where there is none
     * @param value    empty: deletes it
     */
    Written compareAndSet(String space, String key, Optional<byte[]> expected, Optional<byte[]> value, long mostBytes, Instant at);

    /** Keys that begin with a prefix and come after {@code after}, in the order of their UTF-8 bytes; at most so many. */
    List<String> list(String space, String prefix, Optional<String> after, int most, Instant at);

    /** What a space holds: the bytes of its keys and values that have not expired. */
    long bytes(String space, Instant at);

    /** Deletes a space. */
    void forget(String space);

    /** How a write ended. */
    enum Written {
        DONE,
        /** It would hold more than it may. */
        FULL,
        /** The present value is another one. */
        DIFFERENT
    }
}
