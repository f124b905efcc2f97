package dev.tollgate.lifecycle.internal.service;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The events that were taken in lately, by what makes them the same: the newest {@value #MOST}, for 10 minutes. */
final class Correlations {
    static final int MOST = 1_024;
    static final Duration KEPT = Duration.ofMinutes(10);

    private final Map<Correlation, Known> known = new LinkedHashMap<>();

    private record Known(EventEnd end, long at) {
    }

    /** The end of the first one of them. */
    Optional<EventEnd> find(Correlation correlation, long now) {
        Iterator<Known> oldest = known.values().iterator();
        while (oldest.hasNext() && now - oldest.next().at() >= KEPT.toNanos()) {
            oldest.remove();
        }
        return Optional.ofNullable(known.get(correlation)).map(Known::end);
    }

    void add(Correlation correlation, EventEnd end, long now) {
        known.put(correlation, new Known(end, now));
        if (known.size() > MOST) {
            Iterator<Correlation> oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** It may be offered anew. Not where another one has taken its place meanwhile. */
    void free(Correlation correlation, EventEnd end) {
        Known present = known.get(correlation);
        if (present != null && present.end() == end) {
            known.remove(correlation);
        }
    }
}
