package dev.tollgate.limits;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** At most so many events per key within any stretch of time of a given length (a sliding log, so exact). */
public final class Rate {
    private final int most;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Deque<Instant>> seen = new ConcurrentHashMap<>();

    public Rate(int most, Duration window, Clock clock) {
        if (most < 1) {
            throw new IllegalArgumentException("a rate allows at least 1 event, not " + most);
        }
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** Counts an event, unless the key had its share; then answers false and counts nothing. */
    public boolean tryTake(String key) {
        boolean[] taken = new boolean[1];
        seen.compute(key, (k, events) -> {
            Deque<Instant> log = events == null ? new ArrayDeque<>() : events;
            Instant now = clock.instant();
            while (!log.isEmpty() && !log.peekFirst().plus(window).isAfter(now)) {
                log.removeFirst();
            }
            taken[0] = log.size() < most;
            if (taken[0]) {
                log.addLast(now);
            }
            return log;
        });
        return taken[0];
    }

    /** What was counted for a key is no longer needed. */
    public void forget(String key) {
        seen.remove(key);
    }
}
