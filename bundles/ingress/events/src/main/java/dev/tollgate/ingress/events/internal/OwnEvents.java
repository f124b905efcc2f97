package dev.tollgate.ingress.events.internal;

import dev.tollgate.limits.Rate;
import java.time.Clock;
import java.time.Duration;
import org.osgi.service.event.Event;

/**
 * Which events of the host itself go to a plugin. What it does because of one may make the next: one that trips over each event of a trip
 * would never end. So nothing that is about the plugin itself goes to it, and so little of what is about others that plugins that make
 * events for each other make few.
 */
final class OwnEvents {
    static final int PER_MINUTE = 60;
    private static final String ROOT = "dev/tollgate/";

    private final String slug;
    private final Rate rate;

    OwnEvents(String slug, Clock clock) {
        this.slug = slug;
        this.rate = new Rate(PER_MINUTE, Duration.ofMinutes(1), clock);
    }

    /** Whether it tells of this plugin. */
    boolean about(Event event) {
        return host(event) && slug.equals(event.getProperty("plugin"));
    }

    /** Whether it is not one too many; counts it. */
    boolean within(Event event) {
        return !host(event) || rate.tryTake(slug);
    }

    private static boolean host(Event event) {
        return event.getTopic().startsWith(ROOT);
    }
}
