package dev.tollgate.lifecycle;

import dev.tollgate.limits.Trip;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What plugins tripped over, and what came of it. Kept across restarts. */
@ProviderType
public interface Breakers {
    BreakerStatus status(String slug);

    /** The newest trips of a plugin, newest first; all its versions. */
    List<Trip> trips(String slug);

    /** When the breaker deactivated a plugin and who reset it, newest first. */
    List<BreakerEvent> events(String slug);

    /**
     * Lets a plugin start anew. One that is degraded is called again at once; one that the host deactivated may be
     * activated again, which is a decision of its own.
     *
     * @param by who asks, for the record
     * @throws PluginException when it never tripped
     */
    void reset(String slug, String by);
}
