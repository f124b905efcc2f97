package dev.tollgate.limits;

import dev.tollgate.abi.PlainText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Counts what was refused, by why, and says so: the first at once, all others in one line a minute, so that a flood fills no log. */
public final class Refusals {
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int LONGEST = 300;

    private final String source;
    private final Consumer<String> log;
    private final Clock clock;
    private final Map<String, Long> since = new TreeMap<>();
    private long total;
    private String last = "";
    private Instant next = Instant.MIN;

    /**
     * @param source what the lines begin with
     * @param log    is given a line
     */
    public Refusals(String source, Consumer<String> log, Clock clock) {
        this.source = source;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param why    one of a few words
     * @param detail of this one; made plain and cut here
     */
    public synchronized void add(String why, String detail) {
        total++;
        since.merge(why, 1L, Long::sum);
        last = detail;
        Instant now = clock.instant();
        if (!now.isBefore(next)) {
            next = now.plus(PAUSE);
            write();
        }
    }

    public synchronized long total() {
        return total;
    }

    /** Says what was not said yet. */
    public synchronized void close() {
        if (!since.isEmpty()) {
            write();
        }
    }

    private void write() {
        String plain = PlainText.of(last.length() <= LONGEST ? last : last.substring(0, LONGEST));
        log.accept(source + ": refused " + since + ", " + total + " in all; the last: " + plain);
        since.clear();
    }
}
