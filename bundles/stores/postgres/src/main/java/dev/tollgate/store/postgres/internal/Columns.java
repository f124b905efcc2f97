package dev.tollgate.store.postgres.internal;

import dev.tollgate.jobs.JobId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Many rows as one argument for each column, for {@code unnest}: one round trip whatever their number. */
final class Columns {
    private Columns() {
    }

    static <T> String[] texts(Collection<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }

    static <T> Long[] numbers(Collection<T> rows, Function<T, Long> column) {
        return rows.stream().map(column).toArray(Long[]::new);
    }

    static <T> Integer[] smallNumbers(Collection<T> rows, Function<T, Integer> column) {
        return rows.stream().map(column).toArray(Integer[]::new);
    }

    static <T> byte[][] bytes(Collection<T> rows, Function<T, byte[]> column) {
        return rows.stream().map(column).toArray(byte[][]::new);
    }

    /** To be cast to {@code uuid[]}; in order, so that whoever locks several rows does it in the same order. */
    static String[] ids(Collection<JobId> ids) {
        return texts(ids.stream().sorted().toList(), JobId::value);
    }

    static List<JobId> sorted(Collection<JobId> ids) {
        return ids.stream().sorted().toList();
    }

    static Long millis(Optional<Instant> at) {
        return at.map(Instant::toEpochMilli).orElse(null);
    }

    static Long[] millis(List<Instant> moments) {
        return numbers(moments, Instant::toEpochMilli);
    }

    /** Not less than it is. */
    static long ceilingMillis(Duration time) {
        return time.plusNanos(999_999).toMillis();
    }

    /** A text of somebody else's making: the database takes every character except this one. */
    static String clean(String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    static byte[] hash(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
