package dev.tollgate.capability.kv;

import dev.tollgate.abi.capability.Gate;
import dev.tollgate.abi.capability.GateCall;
import dev.tollgate.abi.capability.GateException;
import dev.tollgate.abi.capability.GateFunction;
import dev.tollgate.abi.capability.MaxBytes;
import dev.tollgate.abi.kv.KvEntry;
import dev.tollgate.abi.kv.KvKey;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a plugin that holds {@code kv} can do. A key is text of 1 to 256 bytes; a value is any bytes, up to 256 KiB, and may be
 * empty, which is not the same as absent. A {@code ttlMs} says after how many milliseconds the entry is gone; 0 stands for never.
 * What is answered was written down; each function is one step that nothing comes in between.
 */
@Gate(name = "kv", major = 1, scope = KvScope.class)
@ProviderType
public interface KvGate {
    /** A flag of {@link #compareAndSet}: there is to be no entry now; {@code old} is left empty. */
    int OLD_ABSENT = 1;
    /** A flag of {@link #compareAndSet}: there is to be no entry afterwards; {@code value} is left empty. */
    int NEW_ABSENT = 2;

    /** The value; ENOENT where there is none. */
    @GateFunction("get")
    byte[] get(GateCall call, @MaxBytes(KvKey.MOST_BYTES) String key) throws GateException;

    /** Sets a value, in place of any other and of its expiry. */
    @GateFunction("set")
    void set(GateCall call, @MaxBytes(KvKey.MOST_BYTES) String key, @MaxBytes(KvEntry.MOST_BYTES) byte[] value, long ttlMs)
            throws GateException;

    /** Deletes an entry; ENOENT where there is none. */
    @GateFunction("delete")
    void delete(GateCall call, @MaxBytes(KvKey.MOST_BYTES) String key) throws GateException;

    /**
     * Adds to a number and answers with the sum. It is kept as the text of a decimal, and so can be read and set as well; what is
     * absent counts as 0. Its expiry stays. EINVAL where the value is no such text, or the sum does not fit into 64 bits.
     */
    @GateFunction("increment")
    String increment(GateCall call, @MaxBytes(KvKey.MOST_BYTES) String key, long delta) throws GateException;

    /**
     * Sets a value where the present one is {@code old}, byte for byte; ECONFLICT where it is not. Values are compared, and not how
     * they came to be: one that changed and changed back is the same. Where that matters, values carry a number that grows.
     *
     * @param flags the sum of {@link #OLD_ABSENT} and {@link #NEW_ABSENT}, of which one at most; 0 for neither
     */
    @GateFunction("compare_and_set")
    void compareAndSet(GateCall call, @MaxBytes(KvKey.MOST_BYTES) String key, @MaxBytes(KvEntry.MOST_BYTES) byte[] old,
            @MaxBytes(KvEntry.MOST_BYTES) byte[] value, int flags, long ttlMs) throws GateException;

    /**
     * Keys that begin with a prefix, in the order of their bytes. A page holds {@code limit} keys, or fewer where these are long.
     *
     * @param cursor what the page before answered with; empty for the first
     * @param limit  1 to 1,000
     */
    @GateFunction("list")
    Page list(GateCall call, @MaxBytes(KvKey.MOST_BYTES) String prefix, @MaxBytes(KvKey.MOST_BYTES) String cursor, int limit)
            throws GateException;

    /** @param cursor for the next page; empty where this is the last */
    record Page(List<String> keys, String cursor) {
    }
}
