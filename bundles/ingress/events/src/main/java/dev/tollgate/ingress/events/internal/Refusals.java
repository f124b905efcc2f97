package dev.tollgate.ingress.events.internal;

import dev.tollgate.abi.PlainText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;

/** Counts what was refused, by why, and logs it: the first at once, all others in one line a minute, so that a flood fills no log. */
final class Refusals {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST = 300;

    private final String source;
    private final Logger log;
    private final Clock clock;
    private final Map<String, Long> since = new TreeMap<>();
    private long total;
    private String last = "";
    private Instant next = Instant.MIN;

    Refusals(String source, Logger log, Clock clock) {
        this.source = source;
        this.log = log;
        this.clock = clock;
    }

    /** @param why one of a few words; @param detail of this one */
    synchronized void add(String why, String detail) {
        total++;
        since.merge(why, 1L, Long::sum);
        last = detail;
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(PAUSE);
            write();
        }
    }

    synchronized long total() {
        return total;
    }

    /** Logs what was not logged yet. */
    synchronized void close() {
        if (!since.isEmpty()) {
            write();
        }
    }

    private void write() {
        String plain = PlainText.of(last.length() <= LONGEST ? last : last.substring(0, LONGEST));
        log.warn("{}: refused {}, {} in all; the last: {}", source, since, total, plain);
        since.clear();
    }
}
