package dev.tollgate.jobs.internal.schedule;

import dev.tollgate.jobs.JobContract;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Reads contracts into {@link FireTimes}. Patterns that were read are kept, the least used go; a zone's rules are asked for each
 * time, so that a changed time zone database holds from the next fire time on.
 */
@Component(service = Reckoner.class)
public final class Reckoner {
    private static final int MOST_KEPT = 2_000;

    private final Function<ZoneId, ZoneRules> zones;
    private final Map<String, CronPattern> patterns = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CronPattern> eldest) {
            return size() > MOST_KEPT;
        }
    };

    @Activate
    public Reckoner() {
        // A ZoneId keeps the rules that it was made with.
        this(zone -> ZoneId.of(zone.getId()).getRules());
    }

    public Reckoner(Function<ZoneId, ZoneRules> zones) {
        this.zones = zones;
    }

    /** @throws BadPatternException when the pattern cannot be read, or this node does not know the zone */
    FireTimes of(JobContract contract) {
        return new FireTimes(pattern(contract.pattern()), rules(contract.zone()));
    }

    private CronPattern pattern(String text) {
        synchronized (patterns) {
            CronPattern known = patterns.get(text);
            if (known != null) {
                return known;
            }
        }
        CronPattern read = CronPattern.of(text);
        synchronized (patterns) {
            patterns.put(text, read);
        }
        return read;
    }

    private ZoneRules rules(ZoneId zone) {
        try {
            return zones.apply(zone);
        } catch (DateTimeException unknown) {
            throw new BadPatternException("the time zone '" + zone + "' is not known to this node; allowed are the names of the time"
                    + " zone database and offsets, for example Europe/Berlin, UTC or +05:30");
        }
    }
}
