package dev.tollgate.lifecycle.internal.gate;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The decisions as they stand. Every gate call asks here, so they are held in memory; a decision is written to the store
 * before it takes effect.
 */
@Component(service = GrantRegistry.class)
public final class GrantRegistry {
    private record Key(PluginId plugin, String capability) {
    }

    /** What stands about one capability of one plugin version; the same object for as long as this registry. */
    static final class Standing {
        private volatile Grant open;

        /** The grant, or null where the gate is closed. Another decision is another object. */
        Grant open() {
            return open;
        }
    }

    private final GrantStore store;
    private final Clock clock;
    private final Map<Key, Standing> standings = new ConcurrentHashMap<>();

    @Activate
    public GrantRegistry(@Reference GrantStore store) {
        this(store, Clock.systemUTC());
    }

    public GrantRegistry(GrantStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        store.all().forEach(grant -> standing(grant.plugin(), grant.capability()).open = grant);
    }

    Standing standing(PluginId plugin, String capability) {
        return standings.computeIfAbsent(new Key(plugin, capability), unknown -> new Standing());
    }

    public Optional<Grant> find(PluginId plugin, String capability) {
        Standing standing = standings.get(new Key(plugin, capability));
        return standing == null ? Optional.empty() : Optional.ofNullable(standing.open);
    }

    /** What was decided about this version since it was installed. */
    public Decision decision(PluginId plugin, String capability, Instant installed) {
        if (find(plugin, capability).isPresent()) {
            return Decision.GRANTED;
        }
        return decisions(plugin.slug()).stream().anyMatch(decision -> decision.plugin().equals(plugin)
                && decision.capability().equals(capability) && !decision.decidedAt().isBefore(installed)) ? Decision.DENIED : Decision.UNDECIDED;
    }

    public synchronized void grant(PluginId plugin, String capability, String scope, String by) {
        Grant grant = new Grant(plugin, capability, scope, by, clock.instant());
        store.grant(grant);
        standing(plugin, capability).open = grant;
    }

    public synchronized void deny(PluginId plugin, String capability, String by) {
        store.revoke(plugin, capability, by, clock.instant());
        standing(plugin, capability).open = null;
    }

    /** Closes every gate of a plugin version that is about to go. */
    public synchronized void close(PluginId plugin, String by) {
        standings.entrySet().stream().filter(each -> each.getKey().plugin().equals(plugin) && each.getValue().open != null)
                .map(each -> each.getKey().capability()).toList().forEach(capability -> deny(plugin, capability, by));
    }

    /** It is gone. Not before: one that stayed after all would hear of no later grant. */
    public synchronized void forget(PluginId plugin) {
        standings.keySet().removeIf(key -> key.plugin().equals(plugin));
    }

    public List<GrantDecision> decisions(String slug) {
        return store.decisions(slug);
    }
}
