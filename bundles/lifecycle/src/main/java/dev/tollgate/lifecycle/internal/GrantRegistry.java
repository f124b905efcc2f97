package dev.tollgate.lifecycle.internal;

import dev.tollgate.abi.PluginId;
import dev.tollgate.abi.grant.Grant;
import dev.tollgate.abi.grant.GrantDecision;
import dev.tollgate.lifecycle.CapabilityStatus.Decision;
import dev.tollgate.lifecycle.spi.GrantStore;
import java.time.Clock;
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

    private final GrantStore store;
    private final Clock clock;
    private final Map<Key, Grant> open = new ConcurrentHashMap<>();

    @Activate
    public GrantRegistry(@Reference GrantStore store) {
        this(store, Clock.systemUTC());
    }

    GrantRegistry(GrantStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        store.all().forEach(grant -> open.put(new Key(grant.plugin(), grant.capability()), grant));
    }

    Optional<Grant> find(PluginId plugin, String capability) {
        return Optional.ofNullable(open.get(new Key(plugin, capability)));
    }

    Decision decision(PluginId plugin, String capability) {
        if (find(plugin, capability).isPresent()) {
            return Decision.GRANTED;
        }
        return decisions(plugin.slug()).stream().anyMatch(decision -> decision.plugin().equals(plugin)
                && decision.capability().equals(capability)) ? Decision.DENIED : Decision.UNDECIDED;
    }

    synchronized void grant(PluginId plugin, String capability, String scope, String by) {
        Grant grant = new Grant(plugin, capability, scope, by, clock.instant());
        store.grant(grant);
        open.put(new Key(plugin, capability), grant);
    }

    synchronized void deny(PluginId plugin, String capability, String by) {
        store.revoke(plugin, capability, by, clock.instant());
        open.remove(new Key(plugin, capability));
    }

    /** Closes every gate of a plugin version that is no longer there. */
    synchronized void forget(PluginId plugin, String by) {
        open.keySet().stream().filter(key -> key.plugin().equals(plugin)).toList()
                .forEach(key -> deny(plugin, key.capability(), by));
    }

    List<GrantDecision> decisions(String slug) {
        return store.decisions(slug);
    }
}
