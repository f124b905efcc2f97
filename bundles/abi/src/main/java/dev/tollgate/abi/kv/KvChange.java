package dev.tollgate.abi.kv;

import java.util.Objects;
import java.util.Optional;

/**
 * What becomes of an entry, and what its changer answers with.
 *
 * @param entry what there is afterwards, where it is written; empty: none
 */
public record KvChange<T>(boolean written, Optional<KvEntry> entry, T answer) {
    public KvChange {
        Objects.requireNonNull(entry, "entry");
        Objects.requireNonNull(answer, "answer");
    }

    public static <T> KvChange<T> none(T answer) {
        return new KvChange<>(false, Optional.empty(), answer);
    }

    public static <T> KvChange<T> put(KvEntry entry, T answer) {
        return new KvChange<>(true, Optional.of(entry), answer);
    }

    public static <T> KvChange<T> delete(T answer) {
        return new KvChange<>(true, Optional.empty(), answer);
    }
}
