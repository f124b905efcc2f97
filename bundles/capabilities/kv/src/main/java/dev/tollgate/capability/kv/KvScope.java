package dev.tollgate.capability.kv;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tollgate.abi.capability.Scope;

/**
 * How much a plugin may keep.
 *
 * @param maxBytes the bytes of all its keys and values; without it {@link #DEFAULT_BYTES}. With 0 it can read and delete only.
 */
public record KvScope(@JsonProperty("max_bytes") Long maxBytes) implements Scope<KvScope> {
    public static final long DEFAULT_BYTES = 10L << 20;

    public KvScope {
        maxBytes = maxBytes == null ? DEFAULT_BYTES : maxBytes;
        if (maxBytes < 0) {
            throw new IllegalArgumentException("max_bytes is " + maxBytes + ", allowed is 0 or more");
        }
    }

    @Override
    public boolean covers(KvScope narrower) {
        return narrower.maxBytes <= maxBytes;
    }
}
