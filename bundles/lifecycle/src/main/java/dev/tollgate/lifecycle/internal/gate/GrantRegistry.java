package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.configuration.RefusedConfigurationException;
import dev.tollgate.configuration.Validated;
import dev.tollgate.configuration.Validated.Refused;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.spi.GrantStore;
import dev.tollgate.lifecycle.spi.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The decisions as they stand. Every gate call asks here, so they are held in memory; a decision is written to the store
 * before it takes effect.
 *
 * <p>Where other nodes decide in the same store, what is held is a lease: each look at the store extends it, from the moment at
 * which the look began. A node that cannot look closes every gate when the lease ends, so that a revocation holds on all nodes
 * no later than one lease after it was written, whatever was lost on the way. The end of the lease is seen by the calls
 * themselves, not by a thread, which could hang with what it watches. (Gray and Cheriton, Leases, SOSP 1989.)
 */
@Component(service = GrantRegistry.class, configurationPid = GrantRegistry.PID)
@Designate(ocd = GrantRegistry.Settings.class)
public final class GrantRegistry {
    static final String PID = "dev.tollgate.grants";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LEAST_LEASE_MS = 3_000;
    private static final int MOST_LEASE_MS = 3_600_000;
    private static final Logger LOG = LoggerFactory.getLogger(GrantRegistry.class);

    private final GrantStore store;
    private final EventObservers observers;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Duration lease;
    private final GrantStore.Watch watch;
    private final Map<Key, Standing> standings = new ConcurrentHashMap<>();
    private final AtomicBoolean cutOff = new AtomicBoolean();
    /** Held while the store is read and what was read takes effect: what is read later takes effect later. */
    private final Object reading = new Object();
    private boolean unread;
    private volatile long looked;
    private volatile boolean closed;

    /** Where the decisions are kept, and how long they hold without it. */
    @Validated(refused = Refused.OFF)
    @ObjectClassDefinition(name = "Tollgate grants", description = "Where decisions about gates are kept.")
    public @interface Settings {
        @AttributeDefinition(name = "Store", description = "Which store keeps the decisions: (tollgate.store=postgres) for those that all"
                + " nodes of a database share.")
        String store_target() default "(!(tollgate.store=postgres))";

        @AttributeDefinition(name = "Lease", min = "" + LEAST_LEASE_MS, max = "" + MOST_LEASE_MS, description = "How long gates stay open"
                + " when a store that nodes share does not answer, in ms; then all are closed until it does.")
        int lease_ms() default 5_000;
    }

    private record Key(PluginId plugin, String capability) {
    }

    /** What stands about one capability of one plugin version; the same object for as long as this registry. */
    final class Standing {
        private volatile Grant known;

        /** The grant, or null where the gate is closed. Another decision is another object. */
        Grant open() {
            Grant grant = known;
            return grant == null || current() ? grant : null;
        }

        private void become(Grant decided) {
            if (!Objects.equals(known, decided)) {
                known = decided;
            }
        }
    }

    @Activate
    public GrantRegistry(@Reference(name = "store") GrantStore store, @Reference EventObservers observers, Settings settings,
            Map<String, Object> properties) {
        this(store, Clock.systemUTC(), System::nanoTime, lease(settings, properties), observers);
        if (watch != null) {
            Thread follower = new Thread(this::follow, "tollgate-grants");
            follower.setDaemon(true);
            follower.start();
        }
    }

    /** In a store that nobody else decides in. No constructor: the component runtime takes one of as many arguments for its own. */
    public static GrantRegistry of(GrantStore store, Clock clock) {
        return of(store, clock, new EventObservers());
    }

    public static GrantRegistry of(GrantStore store, Clock clock, EventObservers observers) {
        return new GrantRegistry(store, clock, System::nanoTime, Duration.ZERO, observers);
    }

    /** Follows nobody by itself: see {@link #look}. */
    GrantRegistry(GrantStore store, Clock clock, LongSupplier nanoTime, Duration lease, EventObservers observers) {
        this.store = store;
        this.observers = observers;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.lease = lease;
        this.watch = store.watch().orElse(null);
        if (watch == null) {
            stand(store.all());
        } else {
            looked = nanoTime.getAsLong() - lease.toNanos();
            look();
        }
    }

    @Deactivate
    public void close() {
        closed = true;
        if (watch != null) {
            watch.close();
        }
    }

    Standing standing(PluginId plugin, String capability) {
        return standings.computeIfAbsent(new Key(plugin, capability), unknown -> new Standing());
    }

    /** What was decided last, as far as this node knows. Whether the gate is open now, its {@link Standing} says. */
    public Optional<Grant> find(PluginId plugin, String capability) {
        Standing standing = standings.get(new Key(plugin, capability));
        return standing == null ? Optional.empty() : Optional.ofNullable(standing.known);
    }

    /** What was decided about this version since it was installed. */
    public Decision decision(PluginId plugin, String capability, Instant installed) {
        if (find(plugin, capability).isPresent()) {
            return Decision.GRANTED;
        }
        return decisions(plugin.slug()).stream().anyMatch(decision -> decision.plugin().equals(plugin)
                && decision.capability().equals(capability) && !decision.decidedAt().isBefore(installed)) ? Decision.DENIED : Decision.UNDECIDED;
    }

    /** @throws PluginException where it cannot stand: this node does not know what others decide, or one of them denied it since */
    public synchronized void grant(PluginId plugin, String capability, String scope, String by) {
        if (!current()) {
            throw new PluginException(plugin + " cannot be granted " + capability + " on this node, which cannot reach the store that it"
                    + " shares: grant it again when the store answers, or on another node");
        }
        Grant grant = new Grant(plugin, capability, scope, by, now());
        Optional<String> before = find(plugin, capability).map(Grant::scope);
        store.grant(grant);
        tell(new GrantDecision(plugin, capability, before, Optional.of(scope), by, grant.decidedAt()));
        if (!take(standing(plugin, capability), grant)) {
            throw new PluginException(plugin + " was granted " + capability
                    + ", and denied it by somebody else at the same time; look at it and try again");
        }
    }

    public synchronized void deny(PluginId plugin, String capability, String by) {
        Instant now = now();
        Optional<String> before = find(plugin, capability).map(Grant::scope);
        store.revoke(plugin, capability, by, now);
        tell(new GrantDecision(plugin, capability, before, Optional.empty(), by, now));
        take(standing(plugin, capability), null);
    }

    /** Closes every gate of a plugin version that is about to go, also what others have just opened; those that were open. */
    public synchronized List<Grant> shut(PluginId plugin, String by) {
        List<Grant> open = of(plugin.slug()).stream().filter(grant -> grant.plugin().equals(plugin)).toList();
        open.forEach(grant -> deny(plugin, grant.capability(), by));
        return open;
    }

    /** The open gates of a plugin, all its versions, as the store has them. */
    public List<Grant> of(String slug) {
        return store.all().stream().filter(grant -> grant.plugin().slug().equals(slug)).toList();
    }

    /** It is gone. Not before: one that stayed after all would hear of no later grant. */
    public synchronized void forget(PluginId plugin) {
        standings.keySet().removeIf(key -> key.plugin().equals(plugin));
    }

    public List<GrantDecision> decisions(String slug) {
        return store.decisions(slug);
    }

    /** Learns what others decided since the last look, and extends the lease. */
    void look() {
        try {
            long began;
            synchronized (reading) {
                began = nanoTime.getAsLong();
                Optional<List<Grant>> changed = watch.changed();
                if (unread && changed.isEmpty()) {
                    changed = Optional.of(store.all());
                }
                changed.ifPresent(this::stand);
                unread = false;
            }
            looked = began;
            if (cutOff.compareAndSet(true, false)) {
                LOG.info("the shared store of grants answers again: gates are open as they were granted");
            }
        } catch (StoreException failed) {
            if (!closed && !cutOff.get()) {
                LOG.warn("the shared store of grants does not answer; every gate is closed {} ms after its last answer: {}",
                        lease.toMillis(), failed.getMessage());
                current();
            }
        }
    }

    private void follow() {
        while (!closed) {
            try {
                watch.await(LOOK);
                look();
            } catch (RuntimeException | Error failed) {
                // Without this thread all gates would stay closed.
                LOG.error("the shared store of grants could not be followed", failed);
            }
        }
    }

    /** A decision of this node takes effect; where others decide too, one of theirs may have come after it. Whether it stands. */
    private boolean take(Standing standing, Grant decided) {
        synchronized (reading) {
            if (watch == null || decided == null) {
                standing.become(decided);
            }
            if (watch != null) {
                unread = true;
                try {
                    stand(store.all());
                    unread = false;
                } catch (StoreException failed) {
                    LOG.warn("what others decided meanwhile is not known yet: {}", failed.getMessage());
                    standing.become(decided);
                }
            }
            return standing.known != null;
        }
    }

    private void stand(List<Grant> grants) {
        Map<Key, Grant> open = new HashMap<>();
        grants.forEach(grant -> open.put(new Key(grant.plugin(), grant.capability()), grant));
        open.keySet().forEach(key -> standing(key.plugin(), key.capability()));
        standings.forEach((key, standing) -> standing.become(open.get(key)));
    }

    private boolean current() {
        if (watch == null || nanoTime.getAsLong() - looked < lease.toNanos()) {
            return true;
        }
        if (cutOff.compareAndSet(false, true)) {
            LOG.error("the shared store of grants has not answered for {} ms: every gate is closed on this node until it does"
                    + " ('lease.ms' in the configuration {})", lease.toMillis(), PID);
        }
        return false;
    }

    private void tell(GrantDecision decision) {
        observers.tell(new HostEvent.Decided(decision));
    }

    /** As stores keep it, so that what is read again is the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Duration lease(Settings settings, Map<String, Object> properties) {
        RefusedConfigurationException.throwIfRefused(properties);
        return lease(settings.lease_ms());
    }

    private static Duration lease(int ms) {
        if (ms < LEAST_LEASE_MS || ms > MOST_LEASE_MS) {
            throw new IllegalArgumentException("configuration " + PID + ": lease.ms is " + ms + ", allowed is " + LEAST_LEASE_MS + " to "
                    + MOST_LEASE_MS + "; correct it, or remove it");
        }
        return Duration.ofMillis(ms);
    }
}
