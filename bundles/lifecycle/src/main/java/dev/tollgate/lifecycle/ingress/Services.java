package dev.tollgate.lifecycle.ingress;

import dev.tollgate.abi.manifest.Manifest.OnStop;
import dev.tollgate.lifecycle.PluginException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The services of active plugins on this node. They follow their plugin soon after it was activated, another version took over, or it was
 * deactivated; {@code by} names who asks, for the record.
 */
@ProviderType
public interface Services {
    /** Empty where the plugin is not active here or has no service. */
    Optional<ServiceView> get(String slug);

    /** All services, by slug. */
    List<ServiceView> list();

    ServiceTotals totals();

    /**
     * Starts one that is stopped or failed, at once. Returns when it runs or failed.
     *
     * @throws PluginException when there is no such service, or it is neither
     */
    ServiceView start(String slug, String by);

    /**
     * Stops one. Events that wait are dispatched first or discarded, and counted. Returns when it is stopped.
     *
     * @throws PluginException when there is no such service, or it is stopped already
     */
    ServiceView stop(String slug, OnStop events, String by);

    /**
     * Asks the guest how it is: calls its {@code status} between two events and answers what it wrote.
     *
     * @param patience how long to wait for the event that is being dispatched
     * @throws PluginException when the service is not running, has no such handler, is busy for longer, or fails to answer
     */
    byte[] status(String slug, Duration patience);

    /** What happened to a service lately, newest first; bounded. */
    List<Diagnostic> diagnostics(String slug);

    /** The same of all of them together. */
    List<Diagnostic> diagnostics();

    /** The events of a service that ended badly, newest first; bounded. */
    List<DeadEvent> dead(String slug);

    /** Offers a dead event again as a first attempt, and drops it where it is taken in; empty where there is none of that id. */
    Optional<Offer> replay(String slug, String id, String by);

    /** Drops a dead event; whether it was there. */
    boolean discard(String slug, String id, String by);
}
