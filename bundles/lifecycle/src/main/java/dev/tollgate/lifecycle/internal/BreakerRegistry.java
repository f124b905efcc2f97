package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PlainText;
import dev.tollgate.lifecycle.BreakerEvent;
import dev.tollgate.lifecycle.BreakerEvent.Kind;
import dev.tollgate.lifecycle.BreakerStatus;
import dev.tollgate.lifecycle.Breakers;
import dev.tollgate.lifecycle.CallResult.HeldBack;
import dev.tollgate.lifecycle.HostEvent;
import dev.tollgate.lifecycle.HostEvent.BreakerMove;
import dev.tollgate.lifecycle.PluginException;
import dev.tollgate.lifecycle.internal.observe.EventObservers;
import dev.tollgate.lifecycle.spi.BreakerStore;
import dev.tollgate.lifecycle.spi.StoreException;
import dev.tollgate.limits.Breaker;
import dev.tollgate.limits.Breaker.State;
import dev.tollgate.limits.Trip;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The breakers as they stand. Every call of a plugin asks here, so they are held in memory, and of a plugin that never
 * tripped there is none. Each trip is written with what it came to. Where the store fails, the breaker acts all the same:
 * a full disk must not be what keeps a runaway plugin going.
 */
@Component(service = {Breakers.class, BreakerRegistry.class}, configurationPid = BreakerSettings.PID)
@Designate(ocd = BreakerSettings.class)
public final class BreakerRegistry implements Breakers {
    private static final Logger LOG = LoggerFactory.getLogger(BreakerRegistry.class);

    /** A guest chooses the names of its functions, and how long they are. */
    private static final int LONGEST_NAME = 290;
    private static final int MOST_FRAMES = 32;

    private final BreakerStore store;
    private final BreakerPolicy policy;
    private final InstantSource clock;
    private final Map<String, Breaker> breakers;
    private final EventObservers observers;

    @Activate
    public BreakerRegistry(@Reference(name = "store", target = BreakerSettings.OWN_STORE) BreakerStore store, @Reference EventObservers observers,
            Map<String, Object> configuration) {
        this(store, BreakerPolicy.of(configuration), InstantSource.system(), observers);
    }

    /** One that nobody looks on at. No constructor: the component runtime takes one of as many arguments for its own. */
    public static BreakerRegistry of(BreakerStore store, BreakerPolicy policy, InstantSource clock) {
        return new BreakerRegistry(store, policy, clock, new EventObservers());
    }

    BreakerRegistry(BreakerStore store, BreakerPolicy policy, InstantSource clock, EventObservers observers) {
        this.observers = observers;
        this.store = store;
        this.policy = policy;
        this.clock = clock;
        this.breakers = new ConcurrentHashMap<>(store.breakers());
    }

    /** Why a plugin may not be called now, and for how long; empty where it may. */
    Optional<HeldBack> held(String slug) {
        if (!breakers.containsKey(slug)) {
            return Optional.empty();
        }
        Instant now = now();
        Breaker breaker = seen(slug, now);
        if (breaker.out()) {
            return Optional.of(new HeldBack(slug + " tripped too often and is being deactivated", Optional.empty()));
        }
        return breaker.until(now, policy.rule()).map(until -> new HeldBack(degraded(until), Optional.of(Duration.between(now, until))));
    }

    /** Takes a trip down; answers the plugin's deactivation where this is the trip that brings it about. */
    synchronized Optional<BreakerEvent> tripped(Trip trip) {
        String slug = trip.plugin().slug();
        Instant now = now();
        Breaker before = seen(slug, now);
        Breaker after = before.tripped(now, policy.rule());
        breakers.put(slug, after);
        Optional<BreakerEvent> deactivation = Optional.of(after).filter(breaker -> breaker.out() && !before.out())
                .map(breaker -> new BreakerEvent(slug, Kind.DEACTIVATED, BreakerEvent.HOST, reason(shown(trip)), now));
        try {
            store.tripped(shown(trip), after, deactivation, policy.kept());
        } catch (StoreException failure) {
            LOG.error("a trip of {} is not on record, and a restart will not know of it: {}", shown(trip), failure.getMessage());
        }
        observers.tell(new HostEvent.Tripped(shown(trip)));
        if (before.until(now, policy.rule()).isEmpty()) {
            after.until(now, policy.rule()).ifPresent(until -> {
                LOG.warn("{}: {}", trip.plugin(), degraded(until));
                observers.tell(new HostEvent.BreakerMoved(slug, BreakerMove.DEGRADED, BreakerEvent.HOST, degraded(until), now));
            });
        }
        deactivation.ifPresent(event -> tell(BreakerMove.DEACTIVATED, event));
        return deactivation;
    }

    private void tell(BreakerMove move, BreakerEvent event) {
        observers.tell(new HostEvent.BreakerMoved(event.slug(), move, event.by(), event.detail(), event.at()));
    }

    /** Takes a trip down that the breaker does not count. */
    synchronized void noted(Trip trip) {
        try {
            store.tripped(shown(trip), seen(trip.plugin().slug(), now()), Optional.empty(), policy.kept());
        } catch (StoreException failure) {
            LOG.error("a trip of {} is not on record: {}", shown(trip), failure.getMessage());
        }
        observers.tell(new HostEvent.Tripped(shown(trip)));
    }

    /** Why the host deactivated a plugin that nobody reset since; empty where it did not. */
    Optional<String> out(String slug) {
        return Optional.ofNullable(breakers.get(slug)).filter(Breaker::out).map(out -> events(slug).stream()
                .filter(event -> event.kind() == Kind.DEACTIVATED).findFirst().map(BreakerEvent::detail).orElse("it tripped too often"));
    }

    /** Why a plugin is degraded; empty where it is not. */
    Optional<String> degradation(String slug) {
        return status(slug).until().map(this::degraded);
    }

    synchronized void forget(String slug) {
        store.forget(slug);
        breakers.remove(slug);
    }

    @Override
    public BreakerStatus status(String slug) {
        Instant now = now();
        Breaker breaker = seen(slug, now);
        return new BreakerStatus(breaker.state(now, policy.rule()), breaker.until(now, policy.rule()),
                breaker.cycles(now, policy.rule()), breaker.total(), policy.rule());
    }

    @Override
    public List<Trip> trips(String slug) {
        return store.trips(slug);
    }

    @Override
    public List<BreakerEvent> events(String slug) {
        return store.events(slug);
    }

    @Override
    public synchronized void reset(String slug, String by) {
        Breaker before = breakers.get(slug);
        if (before == null) {
            throw new PluginException(slug + " never tripped, so there is nothing to reset");
        }
        Instant now = now();
        Breaker after = before.reset();
        BreakerEvent event = new BreakerEvent(slug, Kind.RESET, by, "it was " + before.seenAt(now).state(now, policy.rule()), now);
        store.changed(after, event);
        breakers.put(slug, after);
        tell(BreakerMove.RESET, event);
        LOG.info("the breaker of {} was reset by {}", slug, by);
    }

    private Breaker seen(String slug, Instant now) {
        Breaker seen = breakers.computeIfPresent(slug, (key, breaker) -> breaker.seenAt(now));
        return seen == null ? Breaker.NEW : seen;
    }

    /** As the store keeps it, so that a restart finds the very same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String degraded(Instant until) {
        return "degraded after " + policy.rule() + ", it is tried again at " + until;
    }

    private String reason(Trip last) {
        return "the host deactivated it: degraded " + policy.rule().cycles() + " times within "
                + policy.rule().cycleWindow().toSeconds() + " s, each time after " + policy.rule() + "; the last was the " + last;
    }

    private static Trip shown(Trip trip) {
        List<String> stack = trip.stack().stream().limit(MOST_FRAMES).map(BreakerRegistry::shown).toList();
        return new Trip(trip.limit(), trip.allowed(), trip.used(), trip.plugin(), trip.handler(), trip.requestId(), stack, trip.at());
    }

    private static String shown(String name) {
        return PlainText.of(name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "...");
    }
}
