package dev.tollgate.deploy.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which files are not being written any more: those that were not changed for a while, by their own time or by what was seen of them. */
final class Settling {
    private final Duration quiet;
    private final Map<String, Seen> seen = new HashMap<>();

    private record Seen(Stamp stamp, Instant first) {
    }

    Settling(Duration quiet) {
        this.quiet = quiet;
    }

    boolean isSettled(String name, Stamp stamp, Instant now) {
        Seen before = seen.get(name);
        if (before == null || !before.stamp().equals(stamp)) {
            before = new Seen(stamp, now);
            seen.put(name, before);
        }
        return !stamp.newest().isAfter(now.minus(quiet)) || !before.first().isAfter(now.minus(quiet));
    }

    void keep(Set<String> names) {
        seen.keySet().retainAll(names);
    }
}
