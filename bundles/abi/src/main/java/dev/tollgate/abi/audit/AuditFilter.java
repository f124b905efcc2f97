package dev.tollgate.abi.audit;

import java.time.Instant;
import java.util.Optional;

/**
 * Which records: those that match every part that is given.
 *
 * @param from  not before it
 * @param until before it
 * @param most  at most so many, the newest
 */
public record AuditFilter(Optional<Instant> from, Optional<Instant> until, Optional<String> slug, Optional<String> by, int most) {
    public static final int MOST = 1_000;

    public AuditFilter {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("1 to " + MOST + " records are read at a time, not " + most);
        }
    }

    /** All of them, the newest. */
    public static AuditFilter newest(int most) {
        return new AuditFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), most);
    }

    public AuditFilter of(String plugin) {
        return new AuditFilter(from, until, Optional.of(plugin), by, most);
    }

    public AuditFilter decidedBy(String who) {
        return new AuditFilter(from, until, slug, Optional.of(who), most);
    }

    public AuditFilter between(Instant first, Instant end) {
        return new AuditFilter(Optional.of(first), Optional.of(end), slug, by, most);
    }
}
