package dev.tollgate.capability.http.internal;

import java.time.Duration;

/**
 * What a response may take.
 *
 * @param responseBytes of a body, before and after it is decompressed
 * @param headerBytes   of all header lines of a response
 * @param headerCount   of a response
 * @param connect       how long one address may take to accept a connection
 * @param time          how long a call may take, all its redirects together
 * @param memoryBytes   what bodies take of the heap while they are read, all plugins together
 */
record Bounds(int responseBytes, int headerBytes, int headerCount, Duration connect, Duration time, long memoryBytes) {
    private static final int MOST_RESPONSE = 268_435_456;
    private static final int MOST_HEADER_BYTES = 1_048_576;
    private static final int MOST_HEADERS = 10_000;
    private static final int MOST_MILLIS = 600_000;
    private static final int MEBIBYTE = 1_048_576;

    /** @throws IllegalArgumentException naming the setting that is out of its range */
    static Bounds of(HttpSettings settings) {
        return new Bounds(
                in("response.bytes", settings.response_bytes(), MOST_RESPONSE),
                in("header.bytes", settings.header_bytes(), MOST_HEADER_BYTES),
                in("header.count", settings.header_count(), MOST_HEADERS),
                Duration.ofMillis(in("connect.ms", settings.connect_ms(), MOST_MILLIS)),
                Duration.ofMillis(in("time.ms", settings.time_ms(), MOST_MILLIS)),
                (long) in("memory.mb", settings.memory_mb(), Integer.MAX_VALUE) * MEBIBYTE);
    }

    private static int in(String key, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(HttpSettings.PID + ": " + key + " is " + value + ", allowed is 1 to " + most);
        }
        return value;
    }
}
